import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection } from '../../src/transport/connection';
import { FakeSocket } from '../fakeSocket';

const handlers = { ready: vi.fn(), event: vi.fn(), closed: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.install();
  vi.clearAllMocks();
});
afterEach(() => {
  vi.useRealTimers();
});

const connect = () => new Connection('ws://hub/hubs/visitor', handlers);

test('shakes hands before it is ready', () => {
  connect();
  FakeSocket.last.open();
  expect(FakeSocket.last.sent).toEqual([{ protocol: 'json', version: 1 }]);
  expect(handlers.ready).not.toHaveBeenCalled();
  FakeSocket.last.receive({});
  expect(handlers.ready).toHaveBeenCalledOnce();
});

test('a refused handshake closes', () => {
  connect();
  FakeSocket.last.open();
  FakeSocket.last.receive({ error: 'unsupported' });
  expect(handlers.ready).not.toHaveBeenCalled();
  expect(handlers.closed).toHaveBeenCalledOnce();
});

test('no handshake within 15 s closes', () => {
  connect();
  vi.advanceTimersByTime(15_000);
  expect(handlers.closed).toHaveBeenCalledOnce();
});

test('answers reach their calls, whatever their order', async () => {
  const connection = connect();
  FakeSocket.last.accept();
  const first = connection.invoke('After', { publicRev: 0 });
  const second = connection.invoke('Send', {});
  FakeSocket.last.receive({ type: 3, invocationId: '1', error: 'invalid: no text' }, { type: 3, invocationId: '0', result: 42 });
  await expect(first).resolves.toBe(42);
  await expect(second).rejects.toMatchObject({ code: 'invalid', message: 'no text' });
});

test('events are handed on with their one argument', () => {
  connect();
  FakeSocket.last.accept();
  FakeSocket.last.receive({ type: 1, target: 'typing', arguments: [{ on: true }] });
  expect(handlers.event).toHaveBeenCalledWith('typing', { on: true });
});

test('pings after 15 s of own silence and closes after 30 s of the other side', () => {
  connect();
  FakeSocket.last.accept();
  vi.advanceTimersByTime(15_000);
  expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 6 });
  vi.advanceTimersByTime(14_999);
  expect(handlers.closed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(handlers.closed).toHaveBeenCalledOnce();
});

test('a ping heard where timers are held up is answered by a ping', () => {
  connect();
  FakeSocket.last.accept();
  const before = FakeSocket.last.sent.length;
  vi.setSystemTime(Date.now() + 20_000);
  FakeSocket.last.receive({ type: 6 });
  expect(FakeSocket.last.sent.slice(before)).toEqual([{ type: 6 }]);
});

test('a call without an answer gives the line up and fails', async () => {
  const connection = connect();
  FakeSocket.last.accept();
  const call = expect(connection.invoke('After', {}, 5_000)).rejects.toMatchObject({ code: 'unavailable' });
  vi.advanceTimersByTime(5_000);
  await call;
  expect(handlers.closed).toHaveBeenCalledOnce();
});

test('text that is no JSON closes', () => {
  connect();
  FakeSocket.last.accept();
  FakeSocket.last.onmessage?.({ data: 'garbage\x1e' });
  expect(handlers.closed).toHaveBeenCalledOnce();
});
