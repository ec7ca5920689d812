/** Shapes of the visitor protocol (docs/protocol.md). Instants are ISO 8601 in UTC; ids are opaque. */

export interface Identity {
  name?: string;
  email?: string;
}

export interface Page {
  url: string;
  title: string;
}

export type Demand = 'required' | 'optional' | 'off';

export interface Settings {
  title: string;
  greeting: string;
  color: string;
  prechat: { name: Demand; email: Demand };
  maxUploadBytes: number;
}

/** What a message to the ticket would do. */
export type FollowUp = 'reopen' | 'newTicket' | 'keepClosed';

export interface Ticket {
  number: string;
  state: string;
  /** Not told by a server of an earlier version. */
  followUp?: FollowUp;
}

export interface Availability {
  state: 'online' | 'away';
}

export interface StartRequest {
  inbox: string;
  frameTicket: string;
  visitorToken?: string;
  identity?: Identity;
  language: string;
  page: Page;
}

export interface StartAnswer {
  visitorToken: string;
  ticket?: Ticket | null;
  publicRev: number;
  settings: Settings;
  availability: Availability;
}

export interface SendRequest {
  clientId: string;
  text: string;
  attachments?: string[];
  prechat?: Identity;
}

export interface SendAnswer {
  publicSeq: number;
  number: string;
  at: string;
}

export interface Attachment {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

export type DeliveryState = 'sent' | 'delivered' | 'read' | 'failed';

/** One message as the visitor may see it; `in` was written by the visitor. */
export interface Entry {
  id: string;
  publicSeq: number;
  publicRev: number;
  clientId?: string | null;
  direction: 'in' | 'out';
  author: { type: 'contact' | 'agent' | 'bot' | 'rule'; name: string };
  text: string;
  attachments: Attachment[];
  at: string;
  state: DeliveryState;
}

export interface AfterAnswer {
  entries: Entry[];
  publicRev: number;
  more?: boolean;
}

export interface EntryEvent {
  publicRev: number;
  entry: Entry;
}

export interface TypingEvent {
  who: { name: string };
  on: boolean;
}
