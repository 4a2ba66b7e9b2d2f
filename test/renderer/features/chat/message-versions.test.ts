import { expect, it } from 'vitest';
import type { Message } from '../../../../contract/control-api.ts';
import { newestLeaf, versionsIn } from '../../../../renderer/features/chat/message-versions.ts';
import { aMessage } from '../../../support/a-message.ts';

const message = (id: string, parentId: string | null, createdAt: number): Message =>
  aMessage({ id, parentId, role: id.startsWith('q') ? 'user' : 'assistant', createdAt });

const messages = [
  message('q1', null, 1),
  message('a1', 'q1', 2),
  message('a1b', 'q1', 3),
  message('q2', 'a1b', 4),
  message('a2', 'q2', 5),
  message('q1b', null, 6),
  message('a3', 'q1b', 7),
];
/** The one message with this id. */
const messageOf = (id: string): Message => {
  const found = messages.find((one) => one.id === id);
  if (!found) throw new Error(`no message ${id}`);
  return found;
};
const ids = (some: readonly Message[]): string[] => some.map(({ id }) => id);

it('knows the versions of a question and of an answer, oldest first', () => {
  expect(ids(versionsIn(messages)(messageOf('q1b')))).toEqual(['q1', 'q1b']);
  expect(ids(versionsIn(messages)(messageOf('a1')))).toEqual(['a1', 'a1b']);
});

it('goes to the newest end below a version', () => {
  expect(newestLeaf(messages, 'q1')).toBe('a2');
  expect(newestLeaf(messages, 'a1')).toBe('a1');
  expect(newestLeaf([message('q1', 'a1', 1), message('a1', 'q1', 2)], 'q1')).toBe('a1');
});
