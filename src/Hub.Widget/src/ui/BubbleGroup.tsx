import type { Texts } from '../app/texts';
import type { Session } from '../store/session';
import { AttachmentView } from './AttachmentView';
import { Icon } from './Icons';
import { linkify } from './linkify';
import { type Bubble, type BubbleState, type Group, clock } from './timeline';

interface GroupProps {
  group: Group;
  session: Session;
  texts: Texts;
  language: string;
}

export function BubbleGroup({ group, session, texts, language }: GroupProps) {
  return (
    <div class={group.isOwn ? 'group own' : 'group'}>
      <p class={group.isOwn ? 'unseen' : 'author'}>
        {group.author}
        {group.isBot && <span class="bot">Bot</span>}
      </p>
      {group.bubbles.map((bubble, index) => (
        <BubbleView
          key={bubble.key}
          bubble={bubble}
          isLast={index === group.bubbles.length - 1}
          session={session}
          texts={texts}
          language={language}
        />
      ))}
    </div>
  );
}

interface BubbleProps {
  bubble: Bubble;
  isLast: boolean;
  session: Session;
  texts: Texts;
  language: string;
}

function BubbleView({ bubble, isLast, session, texts, language }: BubbleProps) {
  const isQuiet = bubble.state !== 'refused' && bubble.state !== 'failed';
  return (
    <div class={`message ${bubble.state}`} data-state={bubble.state}>
      {bubble.text && (
        <div class="bubble">
          <Text text={bubble.text} />
        </div>
      )}
      {bubble.attachments.map((file) => (
        <AttachmentView key={file.id} file={file} files={session.files} texts={texts} language={language} />
      ))}
      {bubble.refused && bubble.clientId && <Refused bubble={bubble} session={session} texts={texts} />}
      {(isLast || bubble.state === 'sending') && isQuiet && (
        <p class="meta">
          <time dateTime={bubble.at}>{clock(bubble.at, language)}</time>
          {bubble.isOwn && <State state={bubble.state} texts={texts} />}
        </p>
      )}
      {bubble.state === 'failed' && bubble.isOwn && (
        <p class="meta alert">
          <Icon name="alert" size={14} /> {texts.failed}
        </p>
      )}
    </div>
  );
}

function Text({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((piece) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}

const icons = { sending: 'clock', sent: 'check', delivered: 'checks', read: 'checks' } as const;

function State({ state, texts }: { state: BubbleState; texts: Texts }) {
  if (state === 'refused' || state === 'failed') return null;
  return (
    <span class={`state ${state}`} title={texts[state]}>
      <Icon name={icons[state]} size={14} />
      <span class="unseen">{texts[state]}</span>
    </span>
  );
}

function Refused({ bubble, session, texts }: { bubble: Bubble; session: Session; texts: Texts }) {
  const clientId = bubble.clientId ?? '';
  return (
    <p class="meta alert">
      <Icon name="alert" size={14} />
      <span>{bubble.refused === 'too-long' ? texts.tooLong : texts.failed}</span>
      <button type="button" onClick={() => session.retry(clientId)}>
        {texts.retry}
      </button>
      <button type="button" onClick={() => session.outbox.remove(clientId)}>
        {texts.discard}
      </button>
    </p>
  );
}
