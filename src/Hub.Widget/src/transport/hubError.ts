/** A refusal or failure of a call: `code` is stable, the text is for people. */
export class HubError extends Error {
  constructor(
    readonly code: string,
    text: string,
    /** How long to wait before trying again, in ms, when the server said so. */
    readonly retryAfter?: number,
  ) {
    super(text);
  }

  /** The message itself is at fault: sending it again unchanged cannot succeed. */
  get isDefinite(): boolean {
    return this.code === 'too-long' || this.code === 'invalid';
  }
}

/** Reads `code: text` out of a completion's error, which the server may wrap in a sentence of its own. */
export function parseHubError(message: string): HubError {
  const marker = 'HubException: ';
  const start = message.indexOf(marker);
  const own = start < 0 ? message : message.slice(start + marker.length);
  const match = /^([a-z][a-z0-9-]*): (.*)$/s.exec(own);
  if (!match) return new HubError('unavailable', own);
  const text = match[2] ?? '';
  const wait = /; retry after (\d+)\s*s?\.?$/.exec(text);
  return new HubError(match[1] ?? '', text, wait ? Number(wait[1]) * 1000 : undefined);
}

export const asHubError = (fault: unknown): HubError =>
  fault instanceof HubError ? fault : new HubError('unavailable', String(fault));
