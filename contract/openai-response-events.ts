/** The events of a streamed response of OpenAI's, numbered. */
import { z } from 'zod';
import { OpenAiResponse, OutputItem, OutputText, ReasoningText } from './openai-responses.ts';

const sequence_number = z.int();
const output_index = z.int();
/** Where a text is: in which item, and at what place in it. */
const place = { item_id: z.string(), output_index, content_index: z.int() };
const logprobs = OutputText.shape.logprobs;

export const ResponseEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['response.created', 'response.in_progress', 'response.completed', 'response.incomplete']),
    sequence_number,
    response: OpenAiResponse,
  }),
  z.object({
    type: z.enum(['response.output_item.added', 'response.output_item.done']),
    sequence_number,
    output_index,
    item: OutputItem,
  }),
  z.object({
    type: z.enum(['response.content_part.added', 'response.content_part.done']),
    sequence_number,
    ...place,
    part: z.discriminatedUnion('type', [OutputText, ReasoningText]),
  }),
  z.object({ type: z.literal('response.output_text.delta'), sequence_number, ...place, delta: z.string(), logprobs }),
  z.object({ type: z.literal('response.output_text.done'), sequence_number, ...place, text: z.string(), logprobs }),
  z.object({ type: z.literal('response.reasoning_text.delta'), sequence_number, ...place, delta: z.string() }),
  z.object({ type: z.literal('response.reasoning_text.done'), sequence_number, ...place, text: z.string() }),
  /** It broke off. */
  z.object({
    type: z.literal('error'),
    sequence_number,
    code: z.string(),
    message: z.string(),
    param: z.string().nullable(),
  }),
]);
