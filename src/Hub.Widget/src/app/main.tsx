import './app.css';
import { render } from 'preact';
import { inkOn, sound } from '../color';
import type { ToFrame } from '../messages';
import { Session } from '../store/session';
import { openStore } from '../store/storage';
import { App } from '../ui/App';
import { readFrame, renewTicket } from './frame';
import { Parent } from './parent';
import { textsFor } from './texts';

const frame = readFrame(document);
const language = frame.language ?? navigator.language;
const texts = textsFor(language);
const root = document.createElement('div');
document.documentElement.lang = language;
document.body.append(root);

let isPlanned = false;
let focusRequest = 0;
let told = '';

const session = new Session({
  inbox: frame.inbox,
  url: `${location.origin.replace(/^http/, 'ws')}/hubs/visitor`,
  language,
  frameTicket: frame.frameTicket,
  store: openStore(frame.inbox),
  renewTicket,
  changed: plan,
});
const parent = new Parent(frame.parentOrigin, heard);

function heard(message: ToFrame): void {
  if (message.hub === 'page') {
    session.visitor.page = { url: message.url, title: message.title };
    session.begin();
  } else if (message.hub === 'identify') {
    const { name, email } = message;
    session.identify({ ...(isText(name) && { name }), ...(isText(email) && { email }) });
  } else if (message.hub === 'open') session.open(true);
  else if (message.hub === 'closed') session.open(false);
  else if (message.hub === 'focus') {
    focusRequest++;
    plan();
  }
}

/** Sites are not bound by our types. */
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Draws once for all changes of the same turn. */
function plan(): void {
  if (isPlanned) return;
  isPlanned = true;
  queueMicrotask(() => {
    isPlanned = false;
    draw();
  });
}

function draw(): void {
  const title = session.visitor.settings?.title || frame.name;
  const color = sound(session.visitor.settings?.color ?? frame.color);
  const unread = session.receipts.unread(session.thread.entries);
  document.title = title;
  document.documentElement.style.setProperty('--accent', color);
  document.documentElement.style.setProperty('--on-accent', inkOn(color));
  tellOnChange(title, color, unread.length, unread.at(-1)?.text);
  render(
    <App
      session={session}
      texts={texts}
      language={language}
      title={title}
      focusRequest={focusRequest}
      close={() => parent.tell({ hub: 'close' })}
    />,
    root,
  );
}

function tellOnChange(title: string, color: string, count: number, preview?: string): void {
  const state = JSON.stringify([title, color, count, preview]);
  if (state === told) return;
  told = state;
  parent.tell({ hub: 'ready', title, color, ink: inkOn(color) });
  parent.tell({ hub: 'unread', count, ...(preview && { preview: preview.slice(0, 140) }) });
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') session.wake();
});
window.addEventListener('online', () => session.wake());
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) parent.tell({ hub: 'close' });
});
draw();
