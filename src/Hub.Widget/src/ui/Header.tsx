import { useEffect, useRef, useState } from 'preact/hooks';
import type { Texts } from '../app/texts';
import type { Session } from '../store/session';
import { Icon } from './Icons';

interface HeaderProps {
  session: Session;
  texts: Texts;
  title: string;
  close(): void;
}

export function Header({ session, texts, title, close }: HeaderProps) {
  const { ticket, availability } = session.visitor;
  return (
    <header class="header">
      <div class="avatar" aria-hidden="true">
        {title.trim().charAt(0).toUpperCase()}
      </div>
      <div class="header-text">
        <h1>{title}</h1>
        <p class="header-line">
          {session.isOnline && availability && (
            <span class={`availability ${availability.state}`}>{texts[availability.state]}</span>
          )}
          {ticket && <TicketNumber number={ticket.number} texts={texts} />}
        </p>
      </div>
      {ticket && ticket.state !== 'closed' && <Menu texts={texts} end={() => session.end()} />}
      <button type="button" class="icon-button" aria-label={texts.close} title={texts.close} onClick={close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

function TicketNumber({ number, texts }: { number: string; texts: Texts }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  // Without the right to the clipboard the number stays selectable text.
  const copy = () => navigator.clipboard?.writeText(number).then(() => setCopied(true), () => undefined);
  return (
    <button type="button" class="ticket-number" aria-label={`${texts.ticket} #${number}, ${texts.copyNumber}`} title={texts.copyNumber} onClick={copy}>
      <span>#{number}</span>
      <Icon name={isCopied ? 'check' : 'copy'} size={14} />
      <span role="status" class="unseen">
        {isCopied ? texts.copied : ''}
      </span>
    </button>
  );
}

function Menu({ texts, end }: { texts: Texts; end(): void }) {
  const box = useRef<HTMLDetailsElement>(null);
  const shut = () => {
    if (box.current) box.current.open = false;
  };
  return (
    <details
      ref={box}
      class="menu"
      onFocusOut={(event) => {
        if (!box.current?.contains(event.relatedTarget as Node | null)) shut();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        event.preventDefault();
        shut();
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary class="icon-button" aria-label={texts.more} title={texts.more}>
        <Icon name="more" />
      </summary>
      <div class="menu-list">
        <button
          type="button"
          onClick={() => {
            shut();
            end();
          }}
        >
          {texts.end}
        </button>
      </div>
    </details>
  );
}
