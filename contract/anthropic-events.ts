/** The events of a streamed message of Anthropic's. */
import { z } from 'zod';
import { AnthropicError, ContentBlock, Message } from './anthropic.ts';

const index = z.int();

export const MessageEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: Message }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('content_block_start'), index, content_block: ContentBlock }),
  z.object({
    type: z.literal('content_block_delta'),
    index,
    delta: z.discriminatedUnion('type', [
      z.object({ type: z.literal('text_delta'), text: z.string() }),
      z.object({ type: z.literal('thinking_delta'), thinking: z.string() }),
    ]),
  }),
  z.object({ type: z.literal('content_block_stop'), index }),
  z.object({
    type: z.literal('message_delta'),
    delta: Message.pick({ stop_reason: true, stop_sequence: true }),
    usage: Message.shape.usage,
  }),
  z.object({ type: z.literal('message_stop') }),
  /** It broke off. */
  AnthropicError,
]);
