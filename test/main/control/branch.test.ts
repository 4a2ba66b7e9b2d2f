import { describe, expect, it } from 'vitest';
import type { Message } from '../../../contract/control-api.ts';
import { branchTo, promptOf, titleOf } from '../../../main/control/branch.ts';

const message = (id: string, parentId: string | null, role: Message['role'], content = id): Message => ({
  id,
  parentId,
  role,
  content,
  createdAt: 0,
  state: 'done',
  model: null,
  machine: null,
  tokensPerSecond: null,
  completionTokens: null,
  problem: null,
});

describe('a branch', () => {
  const tree = [
    message('q1', null, 'user'),
    message('a1', 'q1', 'assistant'),
    message('a1b', 'q1', 'assistant'),
    message('q2', 'a1b', 'user'),
  ];

  it('holds only what leads to its last message', () => {
    expect(branchTo(tree, 'q2').map(({ id }) => id)).toEqual(['q1', 'a1b', 'q2']);
    expect(branchTo(tree, 'none')).toEqual([]);
  });

  it('ends even when messages form a circle', () => {
    expect(branchTo([message('a', 'b', 'user'), message('b', 'a', 'user')], 'a')).toHaveLength(2);
  });

  it('leaves out answers that never came, and keeps the roles taking turns', () => {
    const branch = [message('q1', null, 'user'), message('a1', 'q1', 'assistant', ''), message('q2', 'a1', 'user')];
    expect(promptOf(branch)).toEqual([{ role: 'user', content: 'q1\n\nq2' }]);
  });
});

describe('a title', () => {
  it('is the first line of the question, cut at a word', () => {
    expect(titleOf('  What is this?\nMore text')).toBe('What is this?');
    const long = titleOf(`${'word '.repeat(30)}end`);
    expect(long.length).toBeLessThanOrEqual(60);
    expect(long.endsWith('word…')).toBe(true);
    expect(titleOf('👩‍💻'.repeat(100))).toBe(`${'👩‍💻'.repeat(59)}…`);
  });
});
