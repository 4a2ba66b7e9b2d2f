/** Anthropic's API for the description: each route with what it takes and gives. */
import {
  AnthropicError,
  AnthropicModel,
  AnthropicModelPage,
  CountTokensRequest,
  Message,
  MessagesRequest,
  TokenCount,
} from '../../../contract/anthropic.ts';
import { MessageEvent } from '../../../contract/anthropic-events.ts';
import type { SurfaceDescription } from '../openapi/operation.ts';
import { unsupportedInMessages } from './unsupported.ts';

const model = 'demo';
const messages = [{ role: 'user', content: 'What is the capital of Portugal?' }];

export const anthropicDescription: SurfaceDescription = {
  name: 'Anthropic',
  error: AnthropicError,
  header: 'anthropic-version',
  schemas: {
    MessagesRequest,
    Message,
    MessageEvent,
    CountTokensRequest,
    TokenCount,
    AnthropicModel,
    AnthropicModelPage,
    AnthropicError,
  },
  operations: [
    {
      method: 'POST',
      path: '/v1/messages',
      summary: 'Answers a conversation',
      request: {
        schema: MessagesRequest,
        example: { model, max_tokens: 200, system: 'Be short.', messages },
        refused: unsupportedInMessages,
      },
      answer: Message,
      stream: {
        contentType: 'text/event-stream',
        piece: MessageEvent,
        words: 'With `"stream": true`: the data of each event. The last one is `message_stop`.',
      },
    },
    {
      method: 'POST',
      path: '/v1/messages/count_tokens',
      summary: 'Says how many tokens a prompt has',
      request: { schema: CountTokensRequest, example: { model, messages }, refused: unsupportedInMessages },
      answer: TokenCount,
    },
    { method: 'GET', path: '/v1/models', summary: 'Lists the models that write', answer: AnthropicModelPage },
    { method: 'GET', path: '/v1/models/ID', summary: 'One model', answer: AnthropicModel },
  ],
};
