import type { Attachment, DeliveryState } from '../transport/protocol';

export type BubbleState = DeliveryState | 'sending' | 'refused';

export interface Bubble {
  key: string;
  isOwn: boolean;
  author: string;
  isBot: boolean;
  text: string;
  attachments: Attachment[];
  at: string;
  state: BubbleState;
  /** Set on messages still in the outbox. */
  clientId?: string;
  refused?: string;
}

export interface Group {
  key: string;
  isOwn: boolean;
  author: string;
  isBot: boolean;
  bubbles: Bubble[];
}

export interface Day {
  key: string;
  at: Date;
  groups: Group[];
}

const groupSpan = 5 * 60_000;

const dayKey = (at: Date): string => `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;

/** Bubbles under their day, neighbours of one author within five minutes together. */
export function timeline(bubbles: Bubble[]): Day[] {
  const days: Day[] = [];
  let before: Bubble | undefined;
  for (const bubble of bubbles) {
    const at = new Date(bubble.at);
    let day = days.at(-1);
    if (!day || day.key !== dayKey(at)) {
      day = { key: dayKey(at), at, groups: [] };
      days.push(day);
    }
    const group = day.groups.at(-1);
    if (group && before && belongs(bubble, before)) group.bubbles.push(bubble);
    else day.groups.push({ key: bubble.key, ...pick(bubble), bubbles: [bubble] });
    before = bubble;
  }
  return days;
}

const pick = ({ isOwn, author, isBot }: Bubble) => ({ isOwn, author, isBot });

const belongs = (next: Bubble, before: Bubble): boolean =>
  next.isOwn === before.isOwn &&
  (next.isOwn || next.author === before.author) &&
  Date.parse(next.at) - Date.parse(before.at) < groupSpan;

/** "Today", "Yesterday", or the date, in the visitor's time zone. */
export function dayLabel(day: Date, now: Date, language: string): string {
  const start = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  const distance = (start(day) - start(now)) / 86_400_000;
  const label =
    distance === 0 || distance === -1
      ? new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(distance, 'day')
      : new Intl.DateTimeFormat(language, {
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          ...(day.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
        }).format(day);
  return label.charAt(0).toLocaleUpperCase(language) + label.slice(1);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The time of day; its format is kept, since making one costs far more than using it. */
export function clock(at: string, language: string): string {
  const format = clocks.get(language) ?? new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  clocks.set(language, format);
  return format.format(new Date(at));
}
