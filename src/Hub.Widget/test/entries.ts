import type { Entry } from '../src/transport/protocol';

export const entry = (seq: number, part: Partial<Entry> = {}): Entry => ({
  id: `msg_${seq}`,
  publicSeq: seq,
  publicRev: seq,
  direction: 'out',
  author: { type: 'agent', name: 'Mara' },
  text: `text ${seq}`,
  attachments: [],
  at: '2026-03-01T10:00:00Z',
  state: 'sent',
  ...part,
});
