/** What frame and site say to each other by postMessage (docs/protocol.md). */
export type ToSite =
  | { hub: 'ready'; title: string; color: string; ink: string }
  | { hub: 'unread'; count: number; preview?: string }
  | { hub: 'close' }
  | { hub: 'open' };

export type ToFrame =
  | { hub: 'open' }
  | { hub: 'closed' }
  | { hub: 'focus' }
  | { hub: 'identify'; name?: string; email?: string }
  | { hub: 'page'; url: string; title: string };
