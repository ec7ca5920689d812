import { asHubError } from '../transport/hubError';
import type { Attachment } from '../transport/protocol';
import { type Upload, upload } from '../transport/upload';

export interface UploadItem {
  key: number;
  file: File;
  /** 0 to 1. */
  progress: number;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** `too-large`, `type-refused` or another code, when failed. */
  error?: string;
  attachment?: Attachment;
}

/** Files chosen for the message being written; each is sent as soon as the hub can be reached. */
export class Uploads {
  items: UploadItem[] = [];
  #nextKey = 0;
  readonly #running = new Map<number, Upload>();

  constructor(
    private readonly session: { token(): string | undefined; maxBytes(): number; isOnline(): boolean },
    private readonly changed: () => void,
    private readonly sent: (attachment: Attachment, file: File) => void,
    private readonly send = upload,
  ) {}

  /** Nothing is on its way: what failed does not hold a message back. */
  get isSettled(): boolean {
    return !this.items.some((item) => item.state === 'waiting' || item.state === 'sending');
  }

  get hasFinished(): boolean {
    return this.items.some((item) => item.state === 'done');
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const item: UploadItem = { key: this.#nextKey++, file, progress: 0, state: 'waiting' };
      if (file.size > this.session.maxBytes()) this.#fail(item, 'too-large');
      this.items = [...this.items, item];
    }
    this.resume();
  }

  remove(key: number): void {
    this.#running.get(key)?.abort();
    this.items = this.items.filter((item) => item.key !== key);
    this.changed();
  }

  retry(key: number): void {
    const item = this.items.find((one) => one.key === key);
    if (item?.state === 'failed') item.state = 'waiting';
    this.resume();
  }

  /** Starts everything that waits, if the hub can be reached. */
  resume(): void {
    const token = this.session.token();
    if (token && this.session.isOnline())
      for (const item of this.items) if (item.state === 'waiting') void this.#run(item, token);
    this.changed();
  }

  /** Hands over the finished attachments; what failed stays in view. */
  take(): Attachment[] {
    const done = this.items.map((item) => item.attachment).filter((attachment) => attachment !== undefined);
    this.items = this.items.filter((item) => item.state !== 'done');
    this.changed();
    return done;
  }

  async #run(item: UploadItem, token: string): Promise<void> {
    item.state = 'sending';
    item.progress = 0;
    const running = this.send(token, item.file, (share) => {
      item.progress = share;
      this.changed();
    });
    this.#running.set(item.key, running);
    try {
      item.attachment = await running.answer;
      item.state = 'done';
      this.sent(item.attachment, item.file);
    } catch (fault) {
      const { code } = asHubError(fault);
      if (code === 'unavailable' && !this.session.isOnline()) item.state = 'waiting';
      else this.#fail(item, code);
    } finally {
      this.#running.delete(item.key);
      this.changed();
    }
  }

  #fail(item: UploadItem, code: string): void {
    item.state = 'failed';
    item.error = code;
  }
}
