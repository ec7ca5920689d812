import { expect, test, vi } from 'vitest';
import { Uploads } from '../../src/store/uploads';
import { HubError } from '../../src/transport/hubError';
import type { Attachment } from '../../src/transport/protocol';

const file = (name: string, size = 3) => new File([new Uint8Array(size)], name);
const answerFor = (one: File): Attachment => ({ id: `file_${one.name}`, name: one.name, mediaType: 'text/plain', size: one.size });

function make(send: (one: File) => Promise<Attachment>) {
  const line = { isOnline: true };
  const session = { token: () => 'token', maxBytes: () => 10, isOnline: () => line.isOnline };
  const upload = vi.fn((_token: string, one: File) => ({ answer: send(one), abort: vi.fn() }));
  return { line, upload, uploads: new Uploads(session, vi.fn(), vi.fn(), upload) };
}

test('sends at once and hands over what is done', async () => {
  const { uploads } = make((one) => Promise.resolve(answerFor(one)));
  uploads.add([file('a'), file('b')]);
  expect(uploads.isSettled).toBe(false);
  await vi.waitUntil(() => uploads.isSettled);
  expect(uploads.take().map((one) => one.id)).toEqual(['file_a', 'file_b']);
  expect(uploads.items).toEqual([]);
});

test('a file over the limit is never sent', () => {
  const { uploads, upload } = make((one) => Promise.resolve(answerFor(one)));
  uploads.add([file('big', 11)]);
  expect(upload).not.toHaveBeenCalled();
  expect(uploads.items[0]).toMatchObject({ state: 'failed', error: 'too-large' });
  expect(uploads.isSettled).toBe(true);
  expect(uploads.take()).toEqual([]);
  expect(uploads.items.length).toBe(1);
});

test('waits while offline and goes on by itself', async () => {
  const { uploads, upload, line } = make((one) => Promise.resolve(answerFor(one)));
  line.isOnline = false;
  uploads.add([file('a')]);
  expect(upload).not.toHaveBeenCalled();
  line.isOnline = true;
  uploads.resume();
  await vi.waitUntil(() => uploads.isSettled);
});

test('a refusal is shown and can be retried', async () => {
  let tries = 0;
  const { uploads } = make((one) =>
    ++tries === 1 ? Promise.reject(new HubError('type-refused', '')) : Promise.resolve(answerFor(one)),
  );
  uploads.add([file('a')]);
  await vi.waitUntil(() => uploads.items[0]?.state === 'failed');
  expect(uploads.items[0]?.error).toBe('type-refused');
  uploads.retry(uploads.items[0]?.key ?? -1);
  await vi.waitUntil(() => uploads.hasFinished);
});
