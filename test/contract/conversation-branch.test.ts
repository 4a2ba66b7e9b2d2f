import { expect, it } from 'vitest';
import { branchTo } from '../../contract/conversation-branch.ts';
import { aMessage } from '../support/a-message.ts';

const message = (id: string, parentId: string | null) => aMessage({ id, parentId });
const tree = [message('q1', null), message('a1', 'q1'), message('a1b', 'q1'), message('q2', 'a1b')];
const ids = (lastId: string | null, messages = tree): string[] => branchTo(messages, lastId).map(({ id }) => id);

it('holds only what leads from the first message to the last', () => {
  expect(ids('q2')).toEqual(['q1', 'a1b', 'q2']);
  expect(ids('none')).toEqual([]);
  expect(ids(null)).toEqual([]);
});

it('ends instead of running for ever when the tree is broken', () => {
  expect(ids('a1', [message('q1', 'a1'), message('a1', 'q1')])).toEqual(['q1', 'a1']);
  expect(ids('a9', [message('a9', 'missing')])).toEqual(['a9']);
});
