import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Texts } from '../app/texts';
import type { Session } from '../store/session';
import { BubbleGroup } from './BubbleGroup';
import { Icon } from './Icons';
import { bubbles } from './bubbles';
import { dayLabel, timeline } from './timeline';

interface LogProps {
  session: Session;
  texts: Texts;
  language: string;
}

/** Distance from the end, in pixels, within which new messages keep the end in view. */
const nearEnd = 80;
/** Bubbles drawn at first, and more with each step back: each costs time with every change. */
const pageSize = 200;

export function Log({ session, texts, language }: LogProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [limit, setLimit] = useState(pageSize);
  const all = bubbles(session.thread.entries, session.pending, texts.you);
  const last = all.at(-1);
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });

  useLayoutEffect(() => {
    if (isAtEnd || last?.isOwn) toEnd();
  }, [last?.key, all.length, session.others.name, session.visitor.ticket?.state]);

  // Pictures arriving late and a panel that was hidden while filled change the height without a render.
  useEffect(() => {
    if (!box.current || !isAtEnd) return;
    const watcher = new ResizeObserver(toEnd);
    watcher.observe(box.current);
    if (box.current.firstElementChild) watcher.observe(box.current.firstElementChild);
    return () => watcher.disconnect();
  }, [isAtEnd]);

  const scrolled = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = box.current ?? {};
    if (clientHeight) setAtEnd(scrollHeight - scrollTop - clientHeight < nearEnd);
  };

  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={scrolled} tabIndex={0} role="log" aria-live="polite" aria-label={texts.conversation}>
        <div class="log-body">
          <p class={last ? 'greeting' : 'greeting alone'}>{session.visitor.settings?.greeting || texts.greeting}</p>
          {session.visitor.availability?.state === 'away' && <p class="system">{texts.awayHint}</p>}
          {all.length > limit && (
            <button type="button" class="earlier" onClick={() => setLimit(limit + pageSize)}>
              {texts.earlier}
            </button>
          )}
          {timeline(all.slice(-limit)).map((day) => (
            <section key={day.key}>
              <h2 class="day">{dayLabel(day.at, new Date(), language)}</h2>
              {day.groups.map((group) => (
                <BubbleGroup key={group.key} group={group} session={session} texts={texts} language={language} />
              ))}
            </section>
          ))}
          {session.visitor.ticket?.state === 'closed' && <p class="system">{texts.closed[session.visitor.ticket.followUp ?? 'reopen']}</p>}
          {session.others.name !== undefined && <Typing name={session.others.name} texts={texts} />}
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={16} /> {texts.newest}
        </button>
      )}
    </div>
  );
}

function Typing({ name, texts }: { name: string; texts: Texts }) {
  return (
    <div class="typing">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>
        {name} {texts.isTyping}
      </span>
    </div>
  );
}
