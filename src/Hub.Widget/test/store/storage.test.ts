import { expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/storage';

test('works where the browser refuses storage altogether', () => {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  const store = openStore('inb');
  store.set('visitor', 'token');
  expect(store.get('visitor')).toBe('token');
  expect(store.keys('vis')).toEqual(['visitor']);
  store.remove('visitor');
  expect(store.get('visitor')).toBeUndefined();
});

test('a value that is no JSON counts as missing', () => {
  localStorage.setItem('hub.inb.visitor', '{broken');
  expect(openStore('inb').get('visitor')).toBeUndefined();
});

test('hears of other tabs only for its own inbox', () => {
  const heard = vi.fn();
  openStore('inb').watch(heard);
  const fire = (key: string) => {
    const event = new Event('storage');
    Object.assign(event, { key, storageArea: localStorage });
    window.dispatchEvent(event);
  };
  fire('hub.other.visitor');
  fire('hub.inb.visitor');
  expect(heard.mock.calls).toEqual([['visitor']]);
});
