import { expect, it } from 'vitest';
import type { Conversation } from '../../../../contract/control-api.ts';
import { withAsked, withMessage } from '../../../../renderer/data/chat/with-asked.ts';
import { aMessage } from '../../../support/a-message.ts';

const message = (id: string, content: string) => aMessage({ id, content });
const conversation: Conversation = {
  id: 'c1',
  title: 'Roof',
  createdAt: 1,
  updatedAt: 1,
  pinned: false,
  instructions: null,
  messages: [message('q1', 'old')],
  headId: 'q1',
};

it('adds a question and its answer, and shows the answer', () => {
  const after = withAsked(conversation, { question: message('q1', 'old'), answer: message('a1', '') });
  expect(after.messages.map(({ id }) => id)).toEqual(['q1', 'a1']);
  expect(after.headId).toBe('a1');
});

it('puts a message in the place of its older self', () => {
  expect(withMessage(conversation, message('q1', 'new')).messages).toEqual([message('q1', 'new')]);
});
