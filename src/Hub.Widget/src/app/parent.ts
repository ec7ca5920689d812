import type { ToFrame, ToSite } from '../messages';

/** The embedding site: only its exact origin, and only the window that holds this frame, is spoken to and heard. */
export class Parent {
  constructor(
    private readonly origin: string,
    heard: (message: ToFrame) => void,
  ) {
    window.addEventListener('message', (event) => {
      if (event.origin !== origin || event.source !== window.parent) return;
      const message = event.data as ToFrame | null;
      if (typeof message?.hub === 'string') heard(message);
    });
  }

  tell(message: ToSite): void {
    window.parent.postMessage(message, this.origin);
  }
}
