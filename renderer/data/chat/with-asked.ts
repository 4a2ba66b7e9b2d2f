import type { Asked, Conversation, Message } from '../../../contract/control-api.ts';

/** The conversation after a question was asked in it: both messages are there, and the answer is the head. */
export const withAsked = (conversation: Conversation, asked: Asked): Conversation => ({
  ...withMessage(withMessage(conversation, asked.question), asked.answer),
  headId: asked.answer.id,
});

/** The conversation with `message` added, or put in the place of its older self. */
export function withMessage(conversation: Conversation, message: Message): Conversation {
  const { messages } = conversation;
  const known = messages.some(({ id }) => id === message.id);
  return {
    ...conversation,
    messages: known ? messages.map((old) => (old.id === message.id ? message : old)) : [...messages, message],
  };
}
