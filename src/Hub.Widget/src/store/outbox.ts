import type { Attachment, Identity } from '../transport/protocol';
import type { Store } from './storage';
import { uuidv7 } from './uuid';

export interface OutboxItem {
  clientId: string;
  text: string;
  attachments: Attachment[];
  at: string;
  prechat?: Identity;
  /** The code of a definite refusal; the item then waits for the visitor's word. */
  refused?: string;
}

const prefix = 'out.';

/**
 * Messages written but not yet acknowledged, oldest first. Each has a storage key of its own,
 * so that two tabs never overwrite each other's list; the ids give the order.
 */
export class Outbox {
  items: OutboxItem[] = [];

  constructor(
    private readonly store: Store,
    private readonly changed: () => void,
  ) {
    this.refresh();
  }

  static owns(key: string): boolean {
    return key.startsWith(prefix);
  }

  add(message: { text: string; attachments: Attachment[]; prechat?: Identity }): OutboxItem {
    const item: OutboxItem = { clientId: uuidv7(), at: new Date().toISOString(), ...message };
    this.#put(item);
    return item;
  }

  /** The next message to send. */
  next(): OutboxItem | undefined {
    return this.items.find((item) => !item.refused);
  }

  refuse(clientId: string, code: string): void {
    this.#update(clientId, (item) => ({ ...item, refused: code }));
  }

  retry(clientId: string): void {
    this.#update(clientId, ({ refused: _, ...item }) => item);
  }

  remove(clientId: string): void {
    this.store.remove(prefix + clientId);
    this.refresh();
  }

  /** Reads what this and other tabs left in storage. */
  refresh(): void {
    this.items = this.store
      .keys(prefix)
      .map((key) => this.store.get<OutboxItem>(key))
      .filter((item) => item !== undefined);
    this.changed();
  }

  #update(clientId: string, change: (item: OutboxItem) => OutboxItem): void {
    const item = this.store.get<OutboxItem>(prefix + clientId);
    if (item) this.#put(change(item));
  }

  #put(item: OutboxItem): void {
    this.store.set(prefix + item.clientId, item);
    this.refresh();
  }
}
