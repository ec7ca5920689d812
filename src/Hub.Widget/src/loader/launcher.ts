import { css } from './launcher.css';

const words = /^de\b/i.test(navigator.language)
  ? ['Chat öffnen', 'Chat schließen', 'ungelesen']
  : ['Open chat', 'Close chat', 'unread'];

const bubble = 'M4 5h16v11h-9l-4 4v-4H4z';
const cross = 'M6 6l12 12M18 6L6 18';

export type Launcher = ReturnType<typeof createLauncher>;

/** The button on the site and the frame of the panel, in a shadow tree that the site's styles do not reach. */
export function createLauncher(address: string, pressed: () => void) {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  const frame = document.createElement('iframe');
  const button = document.createElement('button');
  const preview = document.createElement('button');
  const badge = document.createElement('b');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  let isOpen = false;
  let unread = 0;

  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  host.id = 'hub-widget';
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.append(shape);
  button.append(svg, badge);
  button.onclick = preview.onclick = pressed;
  preview.className = 'p';
  frame.allow = 'clipboard-write';
  frame.src = address;
  frame.hidden = button.hidden = preview.hidden = true;
  root.append(frame, preview, button);
  document.body.append(host);

  // A phone's keyboard covers the page without resizing it.
  const view = window.visualViewport;
  for (const change of ['resize', 'scroll'])
    view?.addEventListener(change, () => {
      host.style.setProperty('--h', `${view.height}px`);
      host.style.setProperty('--t', `${view.offsetTop}px`);
    });

  function draw(): void {
    const count = isOpen ? 0 : unread;
    button.className = isOpen ? 'l o' : 'l';
    shape.setAttribute('d', isOpen ? cross : bubble);
    badge.textContent = count ? `${Math.min(count, 99)}` : '';
    button.ariaExpanded = `${isOpen}`;
    button.ariaLabel = words[+isOpen] + (count ? `, ${count} ${words[2]}` : '');
  }

  return {
    frame,
    isOpen: () => isOpen,

    ready(title: string, color: string, ink: string): void {
      frame.title = title;
      button.style.background = color;
      button.style.color = ink;
      button.hidden = false;
      draw();
    },

    unread(count: number, text: string): void {
      if (count > unread) preview.textContent = text;
      preview.hidden = isOpen || !text || count <= unread;
      unread = count;
      draw();
    },

    /** Shows or hides the panel; closing gives the focus back to the button. */
    show(next: boolean): void {
      isOpen = next;
      frame.hidden = !isOpen;
      preview.hidden = true;
      draw();
      (isOpen ? frame : button).focus({ preventScroll: true });
    },
  };
}
