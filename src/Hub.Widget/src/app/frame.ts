/** What the hub writes into the frame's page. */
export interface FrameData {
  inbox: string;
  parentOrigin: string;
  frameTicket: string;
  /** Language of the inbox, or null for the browser's. */
  language: string | null;
  /** Title of the inbox. */
  name: string;
  /** Accent colour as `#rrggbb`, where the hub tells it before the first connection. */
  color?: string;
}

export function readFrame(page: Document): FrameData {
  const text = page.getElementById('hub-frame')?.textContent;
  if (!text) throw new Error('The page carries no hub-frame data.');
  return JSON.parse(text) as FrameData;
}

/** Fetches the frame's own page again for a fresh ticket, so that nothing on screen is lost to a reload. */
export async function renewTicket(): Promise<string> {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`frame: status ${answer.status}`);
  return readFrame(new DOMParser().parseFromString(await answer.text(), 'text/html')).frameTicket;
}
