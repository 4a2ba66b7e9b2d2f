/** Every route that answers, with a request that it understands: what must hold for all of them is tested on this list. */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import { translateMessages } from '../../../main/gateway/anthropic/messages.ts';
import { writeError as writeAnthropicError } from '../../../main/gateway/anthropic/write-error.ts';
import { translateChat as translateOllamaChat } from '../../../main/gateway/ollama/chat.ts';
import { translateGenerate } from '../../../main/gateway/ollama/generate.ts';
import { writeError as writeOllamaError } from '../../../main/gateway/ollama/write-error.ts';
import { translateChat } from '../../../main/gateway/openai/chat-completions.ts';
import { translateCompletion } from '../../../main/gateway/openai/completions.ts';
import { translateResponse } from '../../../main/gateway/openai/responses/responses.ts';
import { writeError as writeOpenAiError } from '../../../main/gateway/openai/write-error.ts';
import type { Translate } from '../../../main/gateway/surface.ts';

interface AnsweringPath {
  readonly path: string;
  readonly translate: Translate;
  readonly good: object;
  /** Fields that it knows, or refuses by name. */
  readonly fields: readonly string[];
  readonly writeError: (problem: Problem) => unknown;
  readonly errorShape: z.ZodType;
}

const messages = [
  { role: 'system', content: 'Be short.' },
  { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
];
const schema = {
  type: 'object',
  properties: { city: { type: 'string', enum: ['Lisbon', 'Porto'] }, next: { $ref: '#/$defs/next' } },
  required: ['city', 'next'],
  additionalProperties: false,
  $defs: { next: { anyOf: [{ type: 'null' }, { type: 'array', items: { type: 'integer' }, maxItems: 3 }] } },
};

const parameters = {
  type: 'object',
  properties: {
    city: { type: 'string', description: 'Where' },
    days: { type: 'integer', minimum: 1 },
    near: { $ref: '#/$defs/place' },
  },
  required: ['city'],
  $defs: { place: { type: 'object', properties: { km: { type: 'number' } } } },
};
const tool = { name: 'weather', description: 'What the weather is', parameters };
const tools = [{ type: 'function', function: tool }];
const called = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city": "Porto"}' } };
const calls = [
  { role: 'assistant', content: null, tool_calls: [called] },
  { role: 'tool', tool_call_id: 'call_1', content: 'Rain' },
];

const openAiErrors = {
  writeError: writeOpenAiError,
  errorShape: z.strictObject({
    error: z.strictObject({
      message: z.string().min(1),
      type: z.string().min(1),
      param: z.string().nullable(),
      code: z.string().min(1),
    }),
  }),
};
const anthropicErrors = {
  writeError: writeAnthropicError,
  errorShape: z.strictObject({
    type: z.literal('error'),
    error: z.strictObject({ type: z.string().regex(/^[a-z_]+$/), message: z.string().min(1) }),
  }),
};
const ollamaErrors = { writeError: writeOllamaError, errorShape: z.strictObject({ error: z.string().min(1) }) };
const ollamaFields = [
  'stream',
  'format',
  'options',
  'think',
  'keep_alive',
  'tools',
  'images',
  'num_ctx',
  'num_predict',
];
const openAiSampling = ['temperature', 'top_p', 'seed', 'stop', 'stream', 'stream_options', 'max_tokens', 'n'];
const openAiDrawing = ['logit_bias', 'logprobs', 'presence_penalty', 'frequency_penalty'];

export const answeringPaths: readonly AnsweringPath[] = [
  {
    path: '/v1/chat/completions',
    translate: translateChat,
    good: {
      model: 'demo',
      messages: [...messages, ...calls],
      tools,
      tool_choice: { type: 'function', function: { name: 'weather' } },
      stop: ['\n'],
      n: 2,
      logit_bias: { 5: -100 },
      logprobs: true,
      top_logprobs: 3,
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    },
    fields: [...openAiSampling, ...openAiDrawing, 'tools', 'tool_choice', 'max_completion_tokens', 'audio'],
    ...openAiErrors,
  },
  {
    path: '/v1/completions',
    translate: translateCompletion,
    good: { model: 'demo', prompt: ['Once upon'], stop: '\n', max_tokens: 40, n: 2, presence_penalty: -1, logprobs: 2 },
    fields: [...openAiSampling, ...openAiDrawing, 'echo', 'suffix', 'best_of'],
    ...openAiErrors,
  },
  {
    path: '/v1/responses',
    translate: translateResponse,
    good: {
      model: 'demo',
      instructions: 'Be short.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Hello' }] },
        { type: 'reasoning', summary: [] },
        { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'Rain' },
      ],
      tools: [{ type: 'function', ...tool }],
      tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'weather' }] },
      text: { format: { type: 'json_schema', name: 'x', schema } },
      max_output_tokens: 40,
      include: ['message.output_text.logprobs'],
      top_logprobs: 3,
    },
    fields: [...openAiSampling, 'tools', 'previous_response_id', 'store', 'include', 'truncation', 'metadata'],
    ...openAiErrors,
  },
  {
    path: '/v1/messages',
    translate: translateMessages,
    good: {
      model: 'demo',
      system: [{ type: 'text', text: 'Be short.' }],
      messages: [
        ...messages.slice(1),
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Porto' } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Rain', is_error: false }] },
      ],
      tools: [{ name: 'weather', input_schema: parameters }],
      tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true },
      max_tokens: 40,
      stop_sequences: ['\n'],
      output_config: { format: { type: 'json_schema', schema } },
    },
    fields: ['temperature', 'top_p', 'top_k', 'stream', 'thinking', 'tools', 'tool_choice', 'metadata', 'container'],
    ...anthropicErrors,
  },
  {
    path: '/api/chat',
    translate: translateOllamaChat,
    good: {
      model: 'demo:latest',
      messages: [
        { role: 'user', content: 'Hello' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ function: { name: 'weather', arguments: { city: 'Porto' } } }],
        },
        { role: 'tool', content: 'Rain', tool_name: 'weather' },
      ],
      tools,
      format: schema,
      options: { num_predict: 40, num_ctx: 2048, top_k: 5, min_p: 0.1, seed: -7, stop: ['\n'], repeat_penalty: 1.1 },
    },
    fields: ollamaFields,
    ...ollamaErrors,
  },
  {
    path: '/api/generate',
    translate: translateGenerate,
    good: { model: 'demo', prompt: 'Hello', system: 'Be short.', format: 'json', options: { stop: '\n' } },
    fields: [...ollamaFields, 'raw', 'suffix', 'template', 'context'],
    ...ollamaErrors,
  },
];
