import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Session } from '../../src/store/session';
import { openStore } from '../../src/store/storage';
import { FakeHub } from '../fakeHub';
import { FakeSocket } from '../fakeSocket';

let hub: FakeHub;
const renewTicket = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  localStorage.clear();
  FakeSocket.install();
  hub = new FakeHub();
  renewTicket.mockReset().mockResolvedValue('ticket-2');
});
afterEach(() => {
  vi.useRealTimers();
});

/** As a fresh page load would make it: only storage is carried over. */
const makeSession = () =>
  new Session({
    inbox: 'inb',
    url: 'ws://hub/hubs/visitor',
    language: 'en',
    frameTicket: 'ticket-1',
    store: openStore('inb'),
    renewTicket,
    changed: () => undefined,
  });

/** Lets time pass with the hub answering every new connection. */
async function pass(ms = 0): Promise<void> {
  const end = Date.now() + ms;
  do {
    hub.serve();
    await vi.advanceTimersByTimeAsync(Math.min(100, Math.max(0, end - Date.now())));
  } while (Date.now() < end);
  hub.serve();
  await vi.advanceTimersByTimeAsync(0);
}

async function opened(): Promise<Session> {
  const session = makeSession();
  session.open(true);
  await pass();
  return session;
}

const textsOf = (session: Session) => session.thread.entries.map((entry) => entry.text);
const hubTexts = () => hub.entries().map((entry) => entry.text);

describe('starting', () => {
  test('a first-time visitor does not connect before the panel opens', async () => {
    const session = makeSession();
    session.begin();
    await pass(1_000);
    expect(FakeSocket.all).toEqual([]);
    session.open(true);
    await pass();
    expect(session.isOnline).toBe(true);
    expect(hub.starts).toMatchObject([{ inbox: 'inb', frameTicket: 'ticket-1', language: 'en' }]);
  });

  test('a reload resumes the same visitor with all entries', async () => {
    const before = await opened();
    before.write('hello');
    await pass();
    hub.say('hi');
    const after = makeSession();
    after.begin();
    await pass();
    expect(hub.starts.at(-1)?.visitorToken).toBe(before.visitor.token);
    expect(textsOf(after)).toEqual(['hello', 'hi']);
  });

  test('a visitor the hub has forgotten starts anew', async () => {
    await opened();
    const session = makeSession();
    hub.refusals['Start'] = ['visitor-unknown: gone'];
    session.begin();
    await pass(1_000);
    expect(session.isOnline).toBe(true);
    expect(hub.starts.at(-1)?.visitorToken).toBeUndefined();
  });

  test('a frame ticket that ran out is renewed', async () => {
    hub.refusals['Start'] = ['frame-ticket-invalid: expired'];
    const session = await opened();
    await pass(1_000);
    expect(renewTicket).toHaveBeenCalledOnce();
    expect(hub.starts.at(-1)?.frameTicket).toBe('ticket-2');
    expect(session.isOnline).toBe(true);
  });

  test('identity given by the site reaches the hub, also when it comes late', async () => {
    const session = await opened();
    session.identify({ name: 'Jona', email: 'jona@example.org' });
    await pass();
    expect(hub.starts.at(-1)).toMatchObject({ identity: { name: 'Jona', email: 'jona@example.org' } });
    expect(hub.visitors.size).toBe(1);
  });
});

describe('sending', () => {
  test('goes out at once, one by one, in order', async () => {
    const session = await opened();
    for (const text of ['1', '2', '3']) session.write(text);
    const shown = [...textsOf(session), ...session.pending.map((item) => item.text)];
    expect(shown).toEqual(['1', '2', '3']);
    await pass();
    expect(hubTexts()).toEqual(['1', '2', '3']);
    expect(session.pending).toEqual([]);
    expect(session.visitor.ticket?.number).toBe('100001');
  });

  test('written offline, kept over a reload, sent once and in order', async () => {
    const session = await opened();
    hub.isDown = true;
    hub.drop();
    for (const text of ['1', '2', '3']) session.write(text);
    await pass(5_000);
    expect(hub.entries()).toEqual([]);
    hub.isDown = false;
    FakeSocket.install();
    const after = makeSession();
    after.begin();
    await pass(40_000);
    expect(hubTexts()).toEqual(['1', '2', '3']);
    expect(after.pending).toEqual([]);
  });

  test('a message whose acknowledgement was lost is not doubled', async () => {
    const session = await opened();
    hub.dropsBeforeAnswer = true;
    session.write('once');
    await pass(5_000);
    expect(hubTexts()).toEqual(['once']);
    expect(textsOf(session)).toEqual(['once']);
    expect(session.outbox.items).toEqual([]);
  });

  test('a definite refusal is shown and lets the next pass', async () => {
    const session = await opened();
    hub.refusals['Send'] = ['too-long: at most 8000'];
    session.write('long');
    session.write('short');
    await pass();
    expect(hubTexts()).toEqual(['short']);
    expect(session.pending).toMatchObject([{ text: 'long', refused: 'too-long' }]);
    session.retry(session.pending[0]?.clientId ?? '');
    await pass();
    expect(hubTexts()).toEqual(['short', 'long']);
  });

  test('a rate limit holds everything back as long as the hub says', async () => {
    const session = await opened();
    hub.refusals['Send'] = ['rate-limited: slow; retry after 4'];
    session.write('1');
    session.write('2');
    await pass(3_900);
    expect(session.sender.isHeldBack).toBe(true);
    expect(hub.entries()).toEqual([]);
    await pass(1_500);
    expect(hubTexts()).toEqual(['1', '2']);
    expect(session.sender.isHeldBack).toBe(false);
  });

  test('what the visitor said of themselves goes with the first message only', async () => {
    const session = await opened();
    session.introduce({ name: 'Jona' });
    session.write('1');
    await pass();
    session.write('2');
    await pass();
    expect(hub.sends.map((send) => send.prechat)).toEqual([{ name: 'Jona' }, undefined]);
  });
});

describe('two tabs', () => {
  test('starting together are one visitor and send everything once', async () => {
    installLocks();
    const one = makeSession();
    const two = makeSession();
    one.open(true);
    two.open(true);
    await pass();
    expect(hub.visitors.size).toBe(1);
    one.write('from one');
    two.write('from two');
    one.write('from one again');
    await pass();
    expect(hubTexts()).toEqual(['from one', 'from two', 'from one again']);
    expect(hub.sends.length).toBe(3);
    expect(textsOf(one)).toEqual(textsOf(two));
  });
});

describe('receiving', () => {
  test('a gap is fetched', async () => {
    const session = await opened();
    hub.say('first', true);
    hub.say('second');
    await pass();
    expect(textsOf(session)).toEqual(['first', 'second']);
  });

  test('resync fetches what was missed', async () => {
    const session = await opened();
    hub.say('missed', true);
    hub.event('resync', {});
    await pass();
    expect(textsOf(session)).toEqual(['missed']);
  });

  test('waking up fetches at once and gives a dead line up after 5 s', async () => {
    const session = await opened();
    hub.say('slept through', true);
    session.wake();
    await pass();
    expect(textsOf(session)).toEqual(['slept through']);
    FakeSocket.last.onRecord = () => undefined;
    session.wake();
    await pass(6_000);
    expect(hub.starts.length).toBe(2);
    expect(session.isOnline).toBe(true);
  });

  test('unread counts while closed; opening reads', async () => {
    const session = await opened();
    session.open(false);
    hub.say('psst');
    await pass();
    expect(session.receipts.unread(session.thread.entries).length).toBe(1);
    expect(hub.calls('Read')).toEqual([]);
    expect(hub.calls('Received')).toEqual([{ publicSeq: 1 }]);
    session.open(true);
    expect(session.receipts.unread(session.thread.entries)).toEqual([]);
    expect(hub.calls('Read')).toEqual([{ publicSeq: 1 }]);
  });

  test('typing shows the name and ends with the message', async () => {
    const session = await opened();
    hub.event('typing', { who: { name: 'Mara' }, on: true });
    expect(session.others.name).toBe('Mara');
    hub.say('done');
    expect(session.others.name).toBeUndefined();
  });
});

/** Web Locks as browsers have them: one holder per name, the others in turn. */
function installLocks(): void {
  const queues = new Map<string, Promise<unknown>>();
  const request = (name: string, work: () => Promise<unknown>) => {
    const turn = (queues.get(name) ?? Promise.resolve()).then(work);
    queues.set(name, turn.catch(() => undefined));
    return turn;
  };
  vi.stubGlobal('navigator', { locks: { request }, language: 'en' });
}
