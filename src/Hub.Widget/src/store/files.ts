import type { Attachment } from '../transport/protocol';

/** Kinds a browser shows as a picture and nothing else; all others are only ever saved. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

export const isPicture = (file: { mediaType: string }): boolean => pictures.includes(file.mediaType);

/** Contents of attachments as blob addresses, fetched once each. */
export class Files {
  readonly #urls = new Map<string, Promise<string>>();

  constructor(private readonly fetch: (id: string) => Promise<Blob>) {}

  /** An address for an `img` or a download link; rejects when the file cannot be had now. */
  url(file: Attachment): Promise<string> {
    const known = this.#urls.get(file.id);
    if (known) return known;
    const made = this.fetch(file.id).then((blob) => this.#address(file, blob));
    this.#urls.set(file.id, made);
    made.catch(() => this.#urls.delete(file.id));
    return made;
  }

  /** Keeps what was just uploaded from being fetched back. */
  keep(file: Attachment, blob: Blob): void {
    this.#urls.set(file.id, Promise.resolve(this.#address(file, blob)));
  }

  #address(file: Attachment, blob: Blob): string {
    // The blob lives on the hub's origin: a page or drawing with script in it must not open as such.
    const type = isPicture(file) ? file.mediaType : 'application/octet-stream';
    return URL.createObjectURL(new Blob([blob], { type }));
  }
}
