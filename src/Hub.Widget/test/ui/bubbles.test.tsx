import { render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { textsFor } from '../../src/app/texts';
import type { Session } from '../../src/store/session';
import { BubbleGroup } from '../../src/ui/BubbleGroup';
import { bubbles } from '../../src/ui/bubbles';
import { timeline } from '../../src/ui/timeline';
import { entry } from '../entries';

const retry = vi.fn();
const remove = vi.fn();
const session = { retry, outbox: { remove }, files: {} } as unknown as Session;

beforeEach(() => {
  render(null, document.body);
});

function draw(...arguments_: Parameters<typeof bubbles>): HTMLElement {
  const groups = timeline(bubbles(...arguments_)).flatMap((day) => day.groups);
  render(
    <>
      {groups.map((group) => (
        <BubbleGroup key={group.key} group={group} session={session} texts={textsFor('en')} language="en" />
      ))}
    </>,
    document.body,
  );
  return document.body;
}

const item = { clientId: 'c1', text: 'mine', attachments: [], at: '2026-03-01T10:00:00Z' };

test('text is text, and links are safe', () => {
  const body = draw([entry(1, { text: '<img src=x onerror=alert(1)> https://example.org' })], [], 'You');
  expect(body.querySelector('img')).toBeNull();
  expect(body.querySelector('.bubble')?.textContent).toBe('<img src=x onerror=alert(1)> https://example.org');
  const link = body.querySelector('a');
  expect(link?.rel).toBe('noopener noreferrer nofollow');
  expect(link?.target).toBe('_blank');
});

test.each([
  ['sending', { ...item, isSent: false }, 'Sending'],
  ['sent', { ...item, isSent: true }, 'Sent'],
])('a pending message is shown as %s', (state, pending, label) => {
  const message = draw([], [pending], 'You').querySelector('.message');
  expect(message?.getAttribute('data-state')).toBe(state);
  expect(message?.querySelector('.state')?.textContent).toBe(label);
});

test('a refused message offers to try again or to discard it', () => {
  const buttons = draw([], [{ ...item, refused: 'too-long', isSent: false }], 'You').querySelectorAll('button');
  expect([...buttons].map((button) => button.textContent)).toEqual(['Try again', 'Discard']);
  for (const button of buttons) button.click();
  expect(retry).toHaveBeenCalledWith('c1');
  expect(remove).toHaveBeenCalledWith('c1');
});

test('an own message keeps its place in the page when its entry arrives', () => {
  const before = draw([], [{ ...item, isSent: true }], 'You').querySelector('.message');
  const after = draw([entry(1, { direction: 'in', clientId: 'c1', text: 'mine', state: 'read' })], [], 'You').querySelector('.message');
  expect(after).toBe(before);
  expect(after?.getAttribute('data-state')).toBe('read');
});
