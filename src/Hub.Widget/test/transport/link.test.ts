import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseHubError } from '../../src/transport/hubError';
import { Link } from '../../src/transport/link';
import { FakeSocket } from '../fakeSocket';

const greet = vi.fn();
const probe = vi.fn();
const changed = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.install();
  vi.clearAllMocks();
  greet.mockResolvedValue(undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

/** The largest waits full jitter may choose. */
const makeLink = (random = () => 1) => new Link('ws://hub', { greet, probe, event: vi.fn(), changed }, random);

const accept = async () => {
  FakeSocket.last.accept();
  await vi.advanceTimersByTimeAsync(0);
};

test('is online once greeted', async () => {
  const link = makeLink();
  link.start();
  expect(link.state).toBe('connecting');
  await accept();
  expect(link.state).toBe('online');
});

test('tries for ever, waiting up to 1, 2, 4, 8, 16, 30, 30 s', () => {
  makeLink().start();
  for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const made = FakeSocket.all.length;
    FakeSocket.last.close();
    vi.advanceTimersByTime(wait - 1);
    expect(FakeSocket.all.length).toBe(made);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.all.length).toBe(made + 1);
  }
});

test('a success makes the waits short again', async () => {
  const link = makeLink();
  link.start();
  for (const wait of [1_000, 2_000, 4_000]) {
    FakeSocket.last.close();
    vi.advanceTimersByTime(wait);
  }
  await accept();
  FakeSocket.last.close();
  vi.advanceTimersByTime(1_000);
  expect(FakeSocket.all.length).toBe(5);
  expect(link.state).toBe('offline');
});

test('wakes at once, and with one connection only', () => {
  const link = makeLink();
  link.start();
  FakeSocket.last.close();
  link.wake();
  expect(FakeSocket.all.length).toBe(2);
  link.wake();
  vi.advanceTimersByTime(10_000);
  expect(FakeSocket.all.length).toBe(2);
});

test('waking up online asks whether the line still lives', async () => {
  const link = makeLink();
  link.start();
  await accept();
  link.wake();
  expect(probe).toHaveBeenCalledOnce();
});

test('a refused greeting waits as long as it was told to', async () => {
  greet.mockRejectedValueOnce(parseHubError('rate-limited: busy; retry after 5'));
  const link = makeLink(() => 0);
  link.start();
  await accept();
  expect(link.state).toBe('offline');
  vi.advanceTimersByTime(4_999);
  expect(FakeSocket.all.length).toBe(1);
  vi.advanceTimersByTime(1);
  await accept();
  expect(link.state).toBe('online');
});

test('a restart replaces the connection without a wait', async () => {
  const link = makeLink();
  link.start();
  await accept();
  const first = FakeSocket.last;
  link.restart();
  expect(first.readyState).toBe(3);
  await accept();
  expect(FakeSocket.all.length).toBe(2);
  expect(link.state).toBe('online');
});
