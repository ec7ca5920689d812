import type { Entry, SendRequest, Settings, StartRequest } from '../src/transport/protocol';
import { FakeSocket } from './fakeSocket';

/** A hub in memory behind the fake sockets: visitors, entries, revisions, and refusals on demand. */
export class FakeHub {
  isDown = false;
  /** Accepts a message but loses the line before it can say so. */
  dropsBeforeAnswer = false;
  /** Errors for the coming calls of a name, used up one by one. */
  refusals: Record<string, string[]> = {};
  prechat: Settings['prechat'] = { name: 'off', email: 'off' };
  visitors = new Map<string, Entry[]>();
  starts: StartRequest[] = [];
  sends: SendRequest[] = [];
  #revs = new Map<string, number>();
  #tokens = new Map<FakeSocket, string>();

  /** Answers every socket made so far that is still waiting. */
  serve(): void {
    for (const socket of FakeSocket.all) {
      if (socket.readyState !== 0) continue;
      if (this.isDown) socket.close();
      else {
        socket.onRecord = (record) => this.#answer(socket, record);
        socket.accept();
      }
    }
  }

  drop(): void {
    for (const socket of FakeSocket.all) if (socket.readyState === 1) socket.close();
  }

  get token(): string {
    return [...this.visitors.keys()].at(-1) ?? '';
  }

  entries(token = this.token): Entry[] {
    return this.visitors.get(token) ?? [];
  }

  /** An agent writes; `isLost` keeps the event from arriving. */
  say(text: string, isLost = false): Entry {
    const entry = this.#add(this.token, { direction: 'out', author: { type: 'agent', name: 'Mara' }, text });
    if (!isLost) this.#push(this.token, entry);
    return entry;
  }

  event(target: string, argument: object): void {
    for (const socket of FakeSocket.all)
      if (socket.readyState === 1) socket.receive({ type: 1, target, arguments: [argument] });
  }

  calls(target: string): unknown[] {
    return FakeSocket.all.flatMap((socket) => socket.calls(target));
  }

  #answer(socket: FakeSocket, record: Record<string, unknown>): void {
    if (record['type'] !== 1) return;
    const target = String(record['target']);
    const argument = (record['arguments'] as unknown[])[0];
    const error = this.refusals[target]?.shift();
    const result = error ? undefined : this.#run(socket, target, argument);
    if (socket.readyState === 1)
      socket.receive({ type: 3, invocationId: record['invocationId'], ...(error ? { error } : { result }) });
  }

  #run(socket: FakeSocket, target: string, argument: unknown): unknown {
    const token = this.#tokens.get(socket) ?? '';
    if (target === 'Start') return this.#start(socket, argument as StartRequest);
    if (target === 'After') {
      const { publicRev } = argument as { publicRev: number };
      const newer = this.entries(token).filter((entry) => entry.publicRev > publicRev);
      return { entries: newer, publicRev: this.#revs.get(token) ?? 0, more: false };
    }
    return target === 'Send' ? this.#send(socket, token, argument as SendRequest) : null;
  }

  #start(socket: FakeSocket, request: StartRequest): unknown {
    this.starts.push(request);
    const token = request.visitorToken ?? `visitor-${this.visitors.size + 1}`;
    if (!this.visitors.has(token)) this.visitors.set(token, []);
    this.#tokens.set(socket, token);
    return {
      visitorToken: token,
      ticket: null,
      publicRev: this.#revs.get(token) ?? 0,
      settings: { title: 'Help', greeting: '', color: '#123456', prechat: this.prechat, maxUploadBytes: 1_000 },
      availability: { state: 'online' },
    };
  }

  #send(socket: FakeSocket, token: string, request: SendRequest): unknown {
    this.sends.push(request);
    const known = this.entries(token).find((entry) => entry.clientId === request.clientId);
    const entry = known ?? this.#add(token, { direction: 'in', clientId: request.clientId, text: request.text });
    if (this.dropsBeforeAnswer) {
      this.dropsBeforeAnswer = false;
      socket.close();
    } else if (!known) this.#push(token, entry);
    return { publicSeq: entry.publicSeq, number: '100001', at: entry.at };
  }

  #add(token: string, part: Partial<Entry>): Entry {
    const list = this.entries(token);
    const rev = (this.#revs.get(token) ?? 0) + 1;
    this.#revs.set(token, rev);
    const entry: Entry = {
      id: `msg_${list.length + 1}`,
      publicSeq: list.length + 1,
      publicRev: rev,
      direction: 'in',
      author: { type: 'contact', name: 'Visitor' },
      text: '',
      attachments: [],
      at: new Date().toISOString(),
      state: 'sent',
      ...part,
    };
    list.push(entry);
    return entry;
  }

  #push(token: string, entry: Entry): void {
    for (const [socket, owner] of this.#tokens)
      if (owner === token && socket.readyState === 1)
        socket.receive({ type: 1, target: 'entry', arguments: [{ publicRev: entry.publicRev, entry }] });
  }
}
