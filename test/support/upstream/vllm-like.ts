/** A server that answers as vLLM does: `node test/support/upstream/vllm-like.ts`, with PORT and KEY. */
import { randomUUID } from 'node:crypto';
import { FakeUpstream, type UpstreamModel, type UpstreamOptions, type UpstreamShape } from './fake-upstream.ts';
import { runUpstream } from './run-upstream.ts';

const about = (model: string) => ({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model });

const shape: UpstreamShape = {
  checksKey: true,
  listed: ({ id, context }) => ({
    id,
    object: 'model',
    // Of the list, not of the model.
    created: performance.now(),
    owned_by: 'vllm',
    root: id,
    max_model_len: context,
    permission: [{ id: randomUUID(), object: 'model_permission' }],
  }),
  refusal: (status, message) => ({
    error: { message, type: status < 500 ? 'BadRequestError' : 'InternalServerError', param: null, code: status },
  }),
  chunks: (model, pieces, { reason, usage }) => [
    { ...about(model), choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] },
    ...pieces.map((content) => ({
      ...about(model),
      choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }],
    })),
    { ...about(model), choices: [{ index: 0, delta: { content: '' }, finish_reason: reason, stop_reason: null }] },
    { ...about(model), choices: [], usage },
  ],
};

const vllmModels: readonly UpstreamModel[] = [
  { id: 'big', kind: 'chat', context: 8192 },
  { id: 'bge-small', kind: 'embedding', context: 512 },
];

export const vllmLike = (options: Partial<UpstreamOptions> = {}): FakeUpstream =>
  new FakeUpstream(shape, { models: vllmModels, ...options });

if (process.argv[1] === import.meta.filename) await runUpstream(vllmLike);
