import { asHubError } from '../transport/hubError';
import { Link, type LinkState } from '../transport/link';
import type { AfterAnswer, Availability, EntryEvent, Identity, SendAnswer, StartAnswer, Ticket, TypingEvent } from '../transport/protocol';
import { download } from '../transport/upload';
import { Feed } from './feed';
import { Files } from './files';
import { Outbox, type OutboxItem } from './outbox';
import { Receipts } from './receipts';
import { Sender } from './sender';
import type { Store } from './storage';
import type { Thread } from './thread';
import { OthersTyping, OwnTyping } from './typing';
import { Uploads } from './uploads';
import { Visitor, type VisitorOptions } from './visitor';

const probeTimeout = 5_000;
/** An acknowledged message whose entry has not come by then is fetched. */
const echoTimeout = 2_000;

export interface SessionOptions extends VisitorOptions {
  url: string;
  changed(): void;
}

/** Everything one visitor's frame knows and does; the interface reads its fields and is told of changes. */
export class Session {
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly files: Files;
  readonly typing: OwnTyping;
  readonly others: OthersTyping;
  readonly receipts: Receipts;
  readonly sender: Sender;
  readonly visitor: Visitor;
  #isOpen = false;
  #acknowledged = new Map<string, OutboxItem>();
  readonly #link: Link;
  readonly #store: Store;

  constructor(private readonly options: SessionOptions) {
    const changed = () => this.#changed();
    this.#store = options.store;
    this.visitor = new Visitor(options);
    this.#link = new Link(options.url, {
      greet: () => this.#greet(),
      probe: () => void this.#probe(),
      event: (target, argument) => this.#event(target, argument),
      changed: (state) => this.#linkChanged(state),
    });
    this.feed = new Feed(
      async (publicRev) => (await this.#link.invoke('After', { publicRev })) as AfterAnswer,
      changed,
    );
    this.outbox = new Outbox(this.#store, options.changed);
    this.files = new Files((id) => download(this.visitor.token ?? '', id));
    this.uploads = new Uploads(
      { token: () => this.visitor.token, maxBytes: () => this.visitor.settings?.maxUploadBytes ?? Infinity, isOnline: () => this.isOnline },
      options.changed,
      (attachment, file) => this.files.keep(attachment, file),
    );
    this.typing = new OwnTyping((on) => this.#tell('Typing', { on }));
    this.others = new OthersTyping(options.changed);
    this.receipts = new Receipts(this.#store, (call, publicSeq) => this.#tell(call, { publicSeq }));
    this.sender = new Sender(`hub.${options.inbox}.send`, this.outbox, {
      isOnline: () => this.isOnline,
      send: (item) => this.#send(item),
      accepted: (item, answer) => this.#accepted(item, answer),
      changed,
    });
    this.#store.watch((key) => this.#storeChanged(key));
  }

  get thread(): Thread {
    return this.feed.thread;
  }

  get linkState(): LinkState {
    return this.#link.state;
  }

  get isOnline(): boolean {
    return this.#link.state === 'online';
  }

  /** Messages on their way, acknowledged ones whose entry is still to come included, oldest first. */
  get pending(): (OutboxItem & { isSent: boolean })[] {
    const sent = [...this.#acknowledged.values()].map((item) => ({ ...item, isSent: true }));
    const waiting = this.outbox.items
      .filter((item) => !this.#acknowledged.has(item.clientId))
      .map((item) => ({ ...item, isSent: false }));
    return [...sent, ...waiting].filter((item) => !this.thread.has(item.clientId));
  }

  /** Connects when there is something to resume or to send; a first-time visitor costs nothing until the panel opens. */
  begin(): void {
    if (this.visitor.token || this.outbox.items.length || this.#isOpen) this.#link.start();
  }

  open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    if (!isOpen) this.typing.rest();
    this.begin();
    this.#changed();
  }

  wake(): void {
    this.#link.wake();
    this.#changed();
  }

  identify(identity: Identity): void {
    if (this.visitor.identify(identity)) this.#link.restart();
    this.#changed();
  }

  introduce(identity: Identity): void {
    this.visitor.introduce(identity);
    this.#changed();
  }

  /** The text being written, kept over a reload. */
  readonly draft = {
    get: (): string => this.#store.get<string>('draft') ?? '',
    set: (text: string): void => (text ? this.#store.set('draft', text) : this.#store.remove('draft')),
  };

  write(text: string): void {
    const prechat = this.visitor.ticket ? undefined : this.visitor.introduction;
    this.typing.rest();
    this.outbox.add({ text, attachments: this.uploads.take(), ...(prechat && { prechat }) });
    this.#link.start();
    void this.sender.run();
  }

  retry(clientId: string): void {
    this.outbox.retry(clientId);
    void this.sender.run();
  }

  end(): void {
    this.#tell('End', {});
  }

  async #greet(): Promise<void> {
    const before = this.visitor.token;
    try {
      const answer = await this.visitor.start((request) => this.#link.invoke('Start', request) as Promise<StartAnswer>);
      // A hub restored from an older backup counts from an earlier revision.
      if (answer.publicRev < this.thread.publicRev) this.thread.clear();
    } finally {
      if (before && before !== this.visitor.token) this.#startOver();
    }
    await this.feed.catchUp();
    for (const item of this.outbox.items) if (this.thread.has(item.clientId)) this.outbox.remove(item.clientId);
    this.receipts.forgetTold();
  }

  /** Another visitor's thread is of no use to this one. */
  #startOver(): void {
    this.thread.clear();
    this.receipts.clear();
  }

  #event(target: string, argument: unknown): void {
    if (target === 'entry') {
      const event = argument as EntryEvent;
      if (event.entry.direction === 'out') this.others.set('', false);
      this.feed.receive(event);
    } else if (target === 'typing') {
      const { who, on } = argument as TypingEvent;
      this.others.set(who.name, on);
    } else if (target === 'availability') this.visitor.availability = argument as Availability;
    else if (target === 'ticket') this.visitor.ticket = argument as Ticket;
    else if (target === 'resync') void this.feed.heal();
    this.#changed();
  }

  async #send(item: OutboxItem): Promise<SendAnswer> {
    try {
      return (await this.#link.invoke('Send', {
        clientId: item.clientId,
        text: item.text,
        ...(item.attachments.length && { attachments: item.attachments.map((attachment) => attachment.id) }),
        ...(item.prechat && { prechat: item.prechat }),
      })) as SendAnswer;
    } catch (fault) {
      const error = asHubError(fault);
      if (error.code === 'visitor-unknown') this.#link.restart();
      throw error;
    }
  }

  #accepted(item: OutboxItem, answer: SendAnswer): void {
    this.visitor.ticket = { number: answer.number, state: this.visitor.ticket?.state ?? 'new' };
    if (this.thread.has(item.clientId)) return;
    this.#acknowledged.set(item.clientId, item);
    setTimeout(() => {
      if (this.#acknowledged.has(item.clientId) && this.isOnline) void this.feed.heal();
    }, echoTimeout);
  }

  #linkChanged(state: LinkState): void {
    if (state === 'online') {
      this.sender.resume();
      this.uploads.resume();
    } else this.others.set('', false);
    this.#changed();
  }

  #storeChanged(key: string): void {
    if (Outbox.owns(key)) {
      this.outbox.refresh();
      void this.sender.run();
    } else if (key === 'read') this.receipts.refresh();
    else if (key === 'visitor') this.#adopt(this.visitor.storedToken);
    this.#changed();
  }

  /** Another tab became a visitor, or another visitor: be the same. */
  #adopt(token: string | undefined): void {
    if (!token || token === this.visitor.token) return;
    this.visitor.token = token;
    this.#startOver();
    this.#link.restart();
    this.begin();
  }

  /** A call whose loss does no harm: a lost line repeats what matters when it is back. */
  #tell(call: string, argument: unknown): void {
    if (this.isOnline) this.#link.invoke(call, argument).catch(() => undefined);
  }

  /** Asks for news with little patience: the connection is closed, and made anew, when no answer comes. */
  async #probe(): Promise<void> {
    const news = this.#link.invoke('After', { publicRev: this.thread.publicRev }, probeTimeout);
    await news.then((answer) => this.thread.take(answer as AfterAnswer)).catch(() => undefined);
    this.#changed();
  }

  #changed(): void {
    for (const id of this.#acknowledged.keys()) if (this.thread.has(id)) this.#acknowledged.delete(id);
    const isLookedAt = this.#isOpen && document.visibilityState === 'visible';
    if (this.isOnline) this.receipts.update(this.thread.entries, isLookedAt);
    this.options.changed();
  }
}
