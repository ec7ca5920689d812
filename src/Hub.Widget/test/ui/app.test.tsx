import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '../../src/app/texts';
import { Session } from '../../src/store/session';
import { openStore } from '../../src/store/storage';
import { App } from '../../src/ui/App';
import { FakeHub } from '../fakeHub';
import { FakeSocket } from '../fakeSocket';

let hub: FakeHub;
const close = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  FakeSocket.install();
  hub = new FakeHub();
});
afterEach(() => {
  render(null, document.body);
  vi.useRealTimers();
});

async function settle(ms = 50): Promise<void> {
  hub.serve();
  await vi.advanceTimersByTimeAsync(ms);
}

/** The panel, opened and connected. */
async function open(language = 'en'): Promise<Session> {
  let isPlanned = false;
  const draw = () => {
    isPlanned = false;
    render(
      <App session={session} texts={textsFor(language)} language={language} title="Help" focusRequest={0} close={close} />,
      document.body,
    );
  };
  const session: Session = new Session({
    inbox: 'inb',
    url: 'ws://hub',
    language,
    frameTicket: 't',
    store: openStore('inb'),
    renewTicket: () => Promise.resolve('t'),
    // Once for all changes of the same turn, as the page draws.
    changed: () => {
      if (!isPlanned) queueMicrotask(draw);
      isPlanned = true;
    },
  });
  session.open(true);
  await settle();
  return session;
}

function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`nothing matches ${selector} in ${document.body.innerHTML}`);
  return found;
}

async function type(text: string, key = 'Enter', init: KeyboardEventInit = {}): Promise<void> {
  const field = find<HTMLTextAreaElement>('textarea');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
  await settle();
}

const shown = () => [...document.querySelectorAll('.bubble')].map((bubble) => bubble.textContent);

test('asks for what the inbox wants to know, once, and sends it along', async () => {
  hub.prechat = { name: 'required', email: 'optional' };
  await open();
  expect(document.querySelector('textarea')).toBeNull();
  expect(find<HTMLInputElement>('input[name=name]').required).toBe(true);
  expect(find<HTMLInputElement>('input[name=email]').required).toBe(false);
  find<HTMLInputElement>('input[name=name]').value = '  Jona ';
  find<HTMLFormElement>('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
  await type('hello');
  expect(hub.sends).toMatchObject([{ text: 'hello', prechat: { name: 'Jona' } }]);
});

test('a visitor whom the site has named is asked only for what is missing', async () => {
  hub.prechat = { name: 'required', email: 'required' };
  const session = await open();
  session.identify({ name: 'Jona' });
  await settle();
  expect(document.querySelector('input[name=name]')).toBeNull();
  expect(find('input[name=email]')).toBeTruthy();
});

test('Enter sends, Shift+Enter and an unfinished composition do not', async () => {
  await open();
  await type('not yet', 'Enter', { shiftKey: true });
  await type('not yet', 'Enter', { isComposing: true });
  expect(hub.sends).toEqual([]);
  await type('  now  ');
  expect(shown()).toEqual(['now']);
  expect(find<HTMLTextAreaElement>('textarea').value).toBe('');
  expect(find('.ticket-number').textContent).toContain('#100001');
});

test('nothing but white space is not sent', async () => {
  await open();
  await type('   ');
  expect(hub.sends).toEqual([]);
});

test('typing is told and taken back', async () => {
  await open();
  await type('hel', 'l');
  expect(hub.calls('Typing')).toEqual([{ on: true }]);
  await settle(5_000);
  expect(hub.calls('Typing')).toEqual([{ on: true }, { on: false }]);
});

test('shows who types, and that the conversation was closed', async () => {
  await open('de');
  hub.event('typing', { who: { name: 'Mara' }, on: true });
  await settle();
  expect(find('.typing').textContent).toBe('Mara schreibt…');
  hub.event('ticket', { number: '7', state: 'closed' });
  await settle();
  expect(find('.system').textContent).toContain('Unterhaltung geschlossen');
  expect(document.querySelector('.menu')).toBeNull();
});

test.each([
  ['reopen', 'reopen'],
  ['newTicket', 'begin a new one'],
  ['keepClosed', 'stays closed'],
])('says what a message to a closed conversation would do: %s', async (followUp, said) => {
  await open();
  hub.event('ticket', { number: '7', state: 'closed', followUp });
  await settle();
  expect(find('.system').textContent).toContain(said);
});

test('says when the line is down and keeps what is written', async () => {
  await open();
  hub.isDown = true;
  hub.drop();
  await settle();
  expect(find('.connection').textContent).toBe('Reconnecting… your messages are kept.');
  await type('kept');
  expect(find('.message').dataset['state']).toBe('sending');
  hub.isDown = false;
  for (let i = 0; i < 40; i++) await settle(1_000);
  expect(find('.message').dataset['state']).toBe('sent');
  expect(find('.connection').textContent).toBe('');
});

test('ending and closing are two buttons', async () => {
  await open();
  await type('hello');
  find<HTMLButtonElement>('.menu-list button').click();
  expect(hub.calls('End')).toEqual([{}]);
  find<HTMLButtonElement>('.header > .icon-button').click();
  expect(close).toHaveBeenCalledOnce();
});

test('the log is a polite live region with a name', async () => {
  await open();
  expect(find('[role=log]').getAttribute('aria-live')).toBe('polite');
  expect(find('[role=log]').getAttribute('aria-label')).toBe('Conversation');
  for (const button of document.querySelectorAll('button'))
    expect(button.getAttribute('aria-label') ?? button.textContent).not.toBe('');
});

test('a long thread is drawn in pages', async () => {
  await open();
  for (let i = 1; i <= 250; i++) hub.say(`message ${i}`);
  await settle();
  expect(shown().length).toBe(200);
  expect(shown().at(-1)).toBe('message 250');
  find<HTMLButtonElement>('.earlier').click();
  await settle();
  expect(shown().length).toBe(250);
  expect(document.querySelector('.earlier')).toBeNull();
});
