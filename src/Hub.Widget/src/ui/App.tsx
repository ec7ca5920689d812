import { useEffect, useRef, useState } from 'preact/hooks';
import type { Texts } from '../app/texts';
import type { Session } from '../store/session';
import { Composer } from './Composer';
import { Header } from './Header';
import { Log } from './Log';
import { Prechat, prechatFields } from './Prechat';

interface AppProps {
  session: Session;
  texts: Texts;
  language: string;
  title: string;
  /** Grows each time the site asks for the focus to move into the panel. */
  focusRequest: number;
  close(): void;
}

export function App({ session, texts, language, title, focusRequest, close }: AppProps) {
  const panel = useRef<HTMLElement>(null);
  const fields = prechatFields(session);
  // What has to be asked before the first message is known only from the hub.
  const isLoading = !session.visitor.settings;
  const drag = useFileDrop((files) => session.uploads.add(files));

  const isForm = fields.length > 0;
  useEffect(() => {
    if (focusRequest) focusInto(panel.current);
  }, [focusRequest, isLoading, isForm]);

  return (
    <main class={drag.isOver && !isForm ? 'panel drop' : 'panel'} ref={panel} tabIndex={-1} data-link={session.linkState} data-drop={texts.drop} {...drag.handlers}>
      <Header session={session} texts={texts} title={title} close={close} />
      <ConnectionLine session={session} texts={texts} />
      {isForm ? (
        <Prechat
          fields={fields}
          texts={texts}
          greeting={session.visitor.settings?.greeting || texts.greeting}
          done={(identity) => session.introduce(identity)}
        />
      ) : (
        <>
          <Log session={session} texts={texts} language={language} />
          {!isLoading && <Composer session={session} texts={texts} language={language} draft={session.draft} />}
        </>
      )}
    </main>
  );
}

function ConnectionLine({ session, texts }: { session: Session; texts: Texts }) {
  const { linkState, sender } = session;
  const line = linkState === 'offline' ? texts.reconnecting : sender.isHeldBack ? texts.paused : '';
  return (
    <p role="status" class={line ? 'connection' : 'connection unseen'}>
      {line}
    </p>
  );
}

/** Moves the focus to where writing starts; on touch screens only into the panel, so that no keyboard jumps up. */
function focusInto(panel: HTMLElement | null): void {
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const target = isTouch ? null : panel?.querySelector<HTMLElement>('[data-focus]');
  (target ?? panel)?.focus({ preventScroll: true });
}

function useFileDrop(take: (files: FileList) => void) {
  const [depth, setDepth] = useState(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  return {
    isOver: depth > 0,
    handlers: {
      onDragEnter: (event: DragEvent) => hasFiles(event) && setDepth((now) => now + 1),
      onDragLeave: (event: DragEvent) => hasFiles(event) && setDepth((now) => Math.max(0, now - 1)),
      onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
      onDrop: (event: DragEvent) => {
        setDepth(0);
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        take(event.dataTransfer.files);
      },
    },
  };
}
