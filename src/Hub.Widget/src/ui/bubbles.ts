import type { Session } from '../store/session';
import type { Entry } from '../transport/protocol';
import type { Bubble } from './timeline';

/** What the log shows: the thread, then what is still on its way. Own messages keep their key when they arrive. */
export function bubbles(entries: Entry[], pending: Session['pending'], you: string): Bubble[] {
  return [
    ...entries.map((entry) => ({
      key: entry.clientId ?? entry.id,
      isOwn: entry.direction === 'in',
      author: entry.direction === 'in' ? you : entry.author.name,
      isBot: entry.author.type === 'bot',
      text: entry.text,
      attachments: entry.attachments,
      at: entry.at,
      state: entry.state,
    })),
    ...pending.map((item) => ({
      key: item.clientId,
      isOwn: true,
      author: you,
      isBot: false,
      text: item.text,
      attachments: item.attachments,
      at: item.at,
      state: item.isSent ? ('sent' as const) : item.refused ? ('refused' as const) : ('sending' as const),
      clientId: item.clientId,
      ...(item.refused && { refused: item.refused }),
    })),
  ];
}
