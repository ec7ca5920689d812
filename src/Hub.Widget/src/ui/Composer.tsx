import { useEffect, useRef, useState } from 'preact/hooks';
import type { Texts } from '../app/texts';
import type { Session } from '../store/session';
import { Icon } from './Icons';
import { UploadList } from './UploadList';

interface ComposerProps {
  session: Session;
  texts: Texts;
  language: string;
  draft: { get(): string; set(text: string): void };
}

/** The hub refuses longer texts. */
const maxLength = 8_000;

export function Composer({ session, texts, language, draft }: ComposerProps) {
  const [text, setText] = useState(draft.get);
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { uploads } = session;
  const canSend = uploads.isSettled && (text.trim() !== '' || uploads.hasFinished);

  useEffect(() => grow(input.current), [text]);

  const change = (next: string) => {
    setText(next);
    draft.set(next);
  };
  const send = () => {
    if (!canSend) return;
    session.write(text.trim());
    change('');
    input.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <UploadList uploads={uploads} texts={texts} language={language} maxBytes={session.visitor.settings?.maxUploadBytes} />
      <div class="composer-row">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            uploads.add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
        <button type="button" class="icon-button" aria-label={texts.attach} title={texts.attach} onClick={() => picker.current?.click()}>
          <Icon name="clip" />
        </button>
        <textarea
          ref={input}
          name="text"
          rows={1}
          maxLength={maxLength}
          value={text}
          placeholder={texts.placeholder}
          aria-label={texts.message}
          data-focus
          onInput={(event) => {
            change(event.currentTarget.value);
            session.typing.key();
          }}
          onBlur={() => session.typing.rest()}
          onPaste={(event) => {
            const files = event.clipboardData?.files;
            if (!files?.length) return;
            event.preventDefault();
            uploads.add(files);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" aria-label={texts.send} title={texts.send} aria-disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** Lets the field grow with its text; the style sheet sets the limit. */
function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  if (field.scrollHeight) field.style.height = `${field.scrollHeight}px`;
}
