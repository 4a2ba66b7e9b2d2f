/** A server that answers as Ollama does: `node test/support/upstream/ollama-like.ts`, with PORT. It asks for no key. */
import { FakeUpstream, type UpstreamModel, type UpstreamOptions, type UpstreamShape } from './fake-upstream.ts';
import { runUpstream } from './run-upstream.ts';

const about = (model: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  system_fingerprint: 'fp_ollama',
});

const shape: UpstreamShape = {
  checksKey: false,
  listed: ({ id }) => ({ id, object: 'model', created: 1, owned_by: 'library' }),
  refusal: (_status, message) => ({ error: { message, type: 'api_error', param: null, code: null } }),
  // Each of its pieces names the role, and the last one is empty.
  chunks: (model, pieces, { reason, usage }) => [
    ...pieces.map((content) => ({
      ...about(model),
      choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }],
    })),
    { ...about(model), choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: reason }] },
    { ...about(model), choices: [], usage },
  ],
  other: (path, body, models) => {
    if (path === '/api/version') return { version: '0.13.0' };
    if (path === '/api/ps') return { models: [{ name: models[0]?.id, context_length: models[0]?.context }] };
    if (path !== '/api/show') return undefined;
    const shown = models.find(({ id }) => id === (body as { model: string }).model);
    return { capabilities: [shown?.kind === 'embedding' ? 'embedding' : 'completion'], model_info: {} };
  },
};

const ollamaModels: readonly UpstreamModel[] = [
  { id: 'big', kind: 'chat', context: 8192 },
  { id: 'bge-small', kind: 'embedding', context: 512 },
];

export const ollamaLike = (options: Partial<UpstreamOptions> = {}): FakeUpstream =>
  new FakeUpstream(shape, { models: ollamaModels, ...options });

if (process.argv[1] === import.meta.filename) await runUpstream(ollamaLike);
