import { asHubError } from '../transport/hubError';
import type { Availability, Identity, Page, Settings, StartAnswer, StartRequest, Ticket } from '../transport/protocol';
import { exclusive } from './exclusive';
import type { Store } from './storage';

export interface VisitorOptions {
  inbox: string;
  language: string;
  frameTicket: string;
  store: Store;
  /** Fetches a fresh frame ticket when the old one has run out. */
  renewTicket(): Promise<string>;
}

/** Who this browser is to the hub, and what the hub said of the inbox and the ticket. */
export class Visitor {
  token: string | undefined;
  settings: Settings | undefined;
  availability: Availability | undefined;
  ticket: Ticket | undefined;
  page: Page = { url: '', title: '' };
  #frameTicket: string;
  readonly #store: Store;

  constructor(private readonly options: VisitorOptions) {
    this.#store = options.store;
    this.#frameTicket = options.frameTicket;
    this.token = this.storedToken;
    this.settings = this.#store.get<Settings>('settings');
  }

  /** The token in storage, which another tab may have changed. */
  get storedToken(): string | undefined {
    return this.#store.get<string>('visitor');
  }

  /** What the site says of its visitor. */
  get identity(): Identity {
    return this.#store.get<Identity>('identity') ?? {};
  }

  /** Adds to the identity; false when nothing is new. */
  identify(more: Identity): boolean {
    const next = { ...this.identity, ...more };
    if (JSON.stringify(next) === JSON.stringify(this.identity)) return false;
    this.#store.set('identity', next);
    return true;
  }

  /** What visitors said of themselves before their first message. */
  get introduction(): Identity | undefined {
    return this.#store.get<Identity>('prechat');
  }

  introduce(identity: Identity): void {
    this.#store.set('prechat', identity);
  }

  /**
   * Introduces this connection to the hub. A token or ticket that the hub refuses is replaced,
   * and the refusal thrown all the same: the next attempt uses the new one.
   */
  start(call: (request: StartRequest) => Promise<StartAnswer>): Promise<StartAnswer> {
    if (this.token) return this.#start(call);
    // Two new tabs at once must become one visitor: the second waits and takes the first one's token.
    return exclusive(`hub.${this.options.inbox}.start`, () => this.#start(call));
  }

  async #start(call: (request: StartRequest) => Promise<StartAnswer>): Promise<StartAnswer> {
    this.token = this.storedToken ?? this.token;
    const { inbox, language } = this.options;
    const { identity, page, token } = this;
    try {
      const answer = await call({
        inbox,
        frameTicket: this.#frameTicket,
        language,
        page,
        ...(token && { visitorToken: token }),
        ...((identity.name || identity.email) && { identity }),
      });
      this.#started(answer);
      return answer;
    } catch (fault) {
      const { code } = asHubError(fault);
      if (code === 'visitor-unknown') this.#forget();
      if (code === 'frame-ticket-invalid') this.#frameTicket = await this.options.renewTicket();
      throw fault;
    }
  }

  #started(answer: StartAnswer): void {
    if (answer.visitorToken !== this.storedToken) this.#store.set('visitor', answer.visitorToken);
    this.#store.set('settings', answer.settings);
    this.token = answer.visitorToken;
    this.settings = answer.settings;
    this.availability = answer.availability;
    this.ticket = answer.ticket ?? undefined;
  }

  #forget(): void {
    if (this.storedToken === this.token) this.#store.remove('visitor');
    this.token = undefined;
    this.ticket = undefined;
  }
}
