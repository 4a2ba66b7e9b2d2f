import type { Message } from '../../contract/control-api.ts';

/** A finished message of a conversation, by default a first question. */
export const aMessage = (changes: Partial<Message> = {}): Message => ({
  id: 'm1',
  parentId: null,
  role: 'user',
  content: 'What is the capital of Portugal?',
  files: [],
  createdAt: 1,
  state: 'done',
  model: null,
  machine: null,
  tokensPerSecond: null,
  completionTokens: null,
  leftOut: 0,
  moves: [],
  problem: null,
  ...changes,
});
