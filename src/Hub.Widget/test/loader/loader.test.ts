import { beforeEach, expect, test, vi } from 'vitest';

const home = 'https://hub.example';
let frameWindow: { postMessage: ReturnType<typeof vi.fn> };

/** Runs the loader as a script tag of a site would. */
async function load(inline?: (queue: unknown[][]) => void): Promise<ShadowRoot> {
  vi.resetModules();
  document.body.replaceChildren();
  const queue: unknown[][] = [];
  inline?.(queue);
  window.hub = Object.assign(() => undefined, { q: queue });
  const script = document.createElement('script');
  script.dataset['inbox'] = 'inb 1';
  Object.defineProperty(script, 'src', { value: `${home}/widget.js` });
  vi.spyOn(document, 'currentScript', 'get').mockReturnValue(script);
  frameWindow = { postMessage: vi.fn() };
  vi.spyOn(HTMLIFrameElement.prototype, 'src', 'set').mockImplementation(function (this: HTMLIFrameElement, value) {
    this.setAttribute('data-address', value);
  });
  vi.spyOn(HTMLIFrameElement.prototype, 'contentWindow', 'get').mockReturnValue(frameWindow as unknown as Window);
  await import('../../src/loader/loader');
  const root = document.getElementById('hub-widget')?.shadowRoot;
  if (!root) throw new Error('the loader added nothing');
  return root;
}

function fromFrame(data: object, origin = home, source: unknown = frameWindow): void {
  const event = new Event('message');
  Object.assign(event, { data, origin, source });
  window.dispatchEvent(event);
}

const ready = { hub: 'ready', title: 'Help', color: '#112233', ink: '#ffffff' };
const button = (root: ShadowRoot) => root.querySelector<HTMLButtonElement>('.l');
const told = () => frameWindow.postMessage.mock.calls.map(([message]) => (message as { hub: string }).hub);

let listening = new AbortController();

beforeEach(() => {
  delete window.hub;
  // Each load is a page of its own: what an earlier one listens for ends with it.
  listening.abort();
  listening = new AbortController();
  const add = window.addEventListener.bind(window);
  vi.spyOn(window, 'addEventListener').mockImplementation((type: string, listener: EventListenerOrEventListenerObject) =>
    add(type, listener, { signal: listening.signal }),
  );
});

test('asks the hub for a frame that names inbox and site', async () => {
  const root = await load();
  const address = new URL(root.querySelector('iframe')?.getAttribute('data-address') ?? '');
  expect(address.origin + address.pathname).toBe(`${home}/widget/frame`);
  expect(Object.fromEntries(address.searchParams)).toEqual({ inbox: 'inb 1', origin: location.origin });
});

test('shows nothing until the frame is ready', async () => {
  const root = await load();
  const hidden = () => [...root.querySelectorAll<HTMLElement>('button,iframe')].filter((one) => !one.hidden).length;
  expect(hidden()).toBe(0);
  fromFrame(ready, 'https://evil.example');
  fromFrame(ready, home, window);
  expect(hidden()).toBe(0);
  fromFrame(ready);
  expect(button(root)?.hidden).toBe(false);
});

test('answers the frame at the hub’s origin only, identity before the page', async () => {
  await load((queue) => queue.push(['open'], ['identify', { name: 'Jona' }]));
  expect(told()).toEqual([]);
  fromFrame(ready);
  expect(told()).toEqual(['identify', 'page', 'open', 'focus']);
  expect(frameWindow.postMessage.mock.calls.every(([, target]) => target === home)).toBe(true);
});

test('the button opens and closes, and tells its state', async () => {
  const root = await load();
  fromFrame(ready);
  button(root)?.click();
  expect(root.querySelector('iframe')?.hidden).toBe(false);
  expect(button(root)?.ariaExpanded).toBe('true');
  fromFrame({ hub: 'close' });
  expect(root.querySelector('iframe')?.hidden).toBe(true);
  expect(button(root)?.ariaExpanded).toBe('false');
  expect(told().slice(-3)).toEqual(['open', 'focus', 'closed']);
});

test('unread shows a badge and a preview and reaches listeners', async () => {
  const heard = vi.fn();
  const root = await load((queue) => queue.push(['on', 'unread', heard]));
  fromFrame(ready);
  fromFrame({ hub: 'unread', count: 2, preview: 'Hello' });
  expect(root.querySelector('b')?.textContent).toBe('2');
  expect(root.querySelector('.p')?.textContent).toBe('Hello');
  expect(button(root)?.ariaLabel).toBe('Open chat, 2 unread');
  expect(heard).toHaveBeenCalledWith(2);
});

test('commands work later too; unknown ones do nothing', async () => {
  const root = await load();
  fromFrame(ready);
  window.hub?.('open');
  window.hub?.('dance');
  expect(root.querySelector('iframe')?.hidden).toBe(false);
  window.hub?.('toggle');
  expect(root.querySelector('iframe')?.hidden).toBe(true);
});

test('a second script on the same page changes nothing', async () => {
  await load();
  const { hub } = window;
  vi.resetModules();
  await import('../../src/loader/loader');
  expect(document.querySelectorAll('#hub-widget').length).toBe(1);
  expect(window.hub).toBe(hub);
});
