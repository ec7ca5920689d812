import type { ToFrame, ToSite } from '../messages';
import { createLauncher } from './launcher';

type Command = [name: string, ...rest: unknown[]];
type Listener = (count: number) => void;
type Queue = ((...command: Command) => void) & { q?: ArrayLike<unknown>[] };

declare global {
  interface Window {
    hub?: Queue;
  }
}

function start(script: HTMLScriptElement, commands: Command[]): void {
  const home = new URL(script.src).origin;
  const listeners: Listener[] = [];
  let waiting: Command[] | undefined = [];

  const query = new URLSearchParams({ inbox: script.dataset['inbox'] ?? '', origin: location.origin });
  const launcher = createLauncher(`${home}/widget/frame?${query}`, () => show(!launcher.isOpen()));
  const tell = (message: ToFrame) => launcher.frame.contentWindow?.postMessage(message, home);

  function show(isOpen: boolean): void {
    if (launcher.isOpen() === isOpen) return;
    launcher.show(isOpen);
    tell({ hub: isOpen ? 'open' : 'closed' });
    if (isOpen) tell({ hub: 'focus' });
  }

  function run(...command: Command): void {
    const [name, value, listener] = command;
    if (name === 'on') listeners.push(listener as Listener);
    else if (waiting) waiting.push(command);
    else if (name === 'identify') tell({ ...(value as object), hub: name });
    else if (name === 'toggle') show(!launcher.isOpen());
    else if (name === 'open' || name === 'close') show(name === 'open');
  }

  function greet(): void {
    const held = waiting ?? [];
    waiting = undefined;
    // The frame connects when it is told the page: who the visitor is comes before that.
    for (const command of held) if (command[0] === 'identify') run(...command);
    tell({ hub: 'page', url: location.href, title: document.title });
    for (const command of held) if (command[0] !== 'identify') run(...command);
  }

  window.addEventListener('message', (event) => {
    if (event.origin !== home || event.source !== launcher.frame.contentWindow) return;
    const message = event.data as ToSite;
    if (message.hub === 'ready') {
      launcher.ready(message.title, message.color, message.ink);
      if (waiting) greet();
    } else if (message.hub === 'unread') {
      launcher.unread(message.count, message.preview ?? '');
      for (const listener of listeners) listener(message.count);
    } else show(message.hub === 'open');
  });

  window.hub = run;
  for (const command of commands) run(...command);
}

const script = document.currentScript as HTMLScriptElement;
// Pages that swap their content may run the same script again.
if (!document.getElementById('hub-widget')) {
  // What the site's inline stub, or a page that has no body yet, has collected so far.
  const commands = Array.from(window.hub?.q ?? [], (command) => Array.from(command) as Command);
  window.hub = (...command) => void commands.push(command);
  if (document.body) start(script, commands);
  else document.addEventListener('DOMContentLoaded', () => start(script, commands));
}
