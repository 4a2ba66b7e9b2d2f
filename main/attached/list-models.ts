/** Asks an external server what it is and which models it has. What it does not say stays unknown. */
import { z } from 'zod';
import type { ServerKind } from '../../contract/attached.ts';
import { refuse } from '../../contract/problem.ts';
import { meaningOf } from '../gateway/refuse-fields.ts';
import { kindByName } from './kind-by-name.ts';
import type { Upstream } from './upstream.ts';

export interface ListedModel {
  /** As the server calls it. */
  readonly at: string;
  readonly kind: 'chat' | 'embedding';
  /** Tokens; null: not said. */
  readonly contextLength: number | null;
}

export interface Listed {
  readonly kind: ServerKind;
  readonly models: readonly ListedModel[];
}

export const nothingListed: Listed = { kind: 'other', models: [] };

const mostModels = 500;
const mostListBytes = 4 * 1024 * 1024;
/** Other questions are asked of so many models at most: each is a call. */
const mostShown = 50;

const tokens = z.int().positive().max(100_000_000).optional().catch(undefined);
const List = z.looseObject({
  data: z.array(
    // No more than is read: whether a list is another one is told by it, and some servers date each of theirs.
    z.object({
      id: z.string(),
      owned_by: z.string().optional().catch(undefined),
      // vLLM's, and this product's own.
      max_model_len: tokens,
      context_length: tokens,
      capabilities: z.array(z.string()).optional().catch(undefined),
    }),
  ),
});
type Entry = z.infer<typeof List>['data'][number];

/** Who the owner of a model is, tells the program. */
const owners: Readonly<Record<string, ServerKind>> = {
  vllm: 'vllm',
  llamacpp: 'llama-server',
  organization_owner: 'lm-studio',
  aivailable: 'aivailable',
};

/** What can be told from the list alone. */
export async function readList(upstream: Upstream, signal: AbortSignal): Promise<Entry[]> {
  const answer = await upstream.json({ method: 'GET', path: '/models', signal }, mostListBytes);
  const list = List.safeParse(answer).data ?? refuse('attached_failed', 'What it sent is no list of models.');
  // A name that could turn a line around, or that no request could ask for, is none.
  return list.data.filter(({ id }) => id.length <= 200 && id !== '' && !/[\p{C}\s]/u.test(id)).slice(0, mostModels);
}

/**
 * @param origin of the server, for the questions of its own that it answers beside OpenAI's
 * @param before what was learned of the same list; it holds where the server says nothing now
 */
export async function learnModels(
  upstream: Upstream,
  origin: string,
  list: readonly Entry[],
  before: Listed,
  signal: AbortSignal,
): Promise<Listed> {
  const kind = before.kind === 'other' ? await kindOf(upstream, origin, list, signal) : before.kind;
  const more = await (furtherFacts[kind]?.(upstream, origin, list, signal) ?? new Map<string, Partial<ListedModel>>());
  const models = list.map((entry): ListedModel => {
    const { id, max_model_len, context_length, capabilities } = entry;
    const told = capabilities?.includes('embedding') ? 'embedding' : capabilities ? 'chat' : undefined;
    const { kind: shown, contextLength } = more.get(id) ?? {};
    const known = before.models.find(({ at }) => at === id);
    return {
      at: id,
      kind: shown ?? told ?? known?.kind ?? kindByName(id),
      contextLength: contextLength ?? max_model_len ?? context_length ?? known?.contextLength ?? null,
    };
  });
  return { kind, models };
}

async function kindOf(
  upstream: Upstream,
  origin: string,
  list: readonly Entry[],
  signal: AbortSignal,
): Promise<ServerKind> {
  const known = meaningOf(owners, list[0]?.owned_by);
  if (known) return known;
  const version = await ask(upstream, { method: 'GET', path: `${origin}/api/version`, signal });
  return z.looseObject({ version: z.string() }).safeParse(version).success ? 'ollama' : 'other';
}

type Facts = Map<string, Partial<ListedModel>>;
type Learn = (upstream: Upstream, origin: string, list: readonly Entry[], signal: AbortSignal) => Promise<Facts>;

const Shown = z.looseObject({ capabilities: z.array(z.string()) });
const Running = z.looseObject({ models: z.array(z.looseObject({ name: z.string(), context_length: tokens })) });
const Props = z.looseObject({ default_generation_settings: z.looseObject({ n_ctx: tokens }) });
const Studio = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), type: z.string(), loaded_context_length: tokens })),
});

const furtherFacts: Partial<Record<ServerKind, Learn>> = {
  ollama: async (upstream, origin, list, signal) => {
    const facts: Facts = new Map();
    const running = Running.safeParse(await ask(upstream, { method: 'GET', path: `${origin}/api/ps`, signal })).data;
    for (const { id } of list.slice(0, mostShown)) {
      const path = `${origin}/api/show`;
      const shown = Shown.safeParse(await ask(upstream, { method: 'POST', path, body: { model: id }, signal })).data;
      // The context of one that is not loaded is the server's own setting, which nothing tells.
      const loaded = running?.models.find(({ name }) => name === id)?.context_length;
      const kind = shown && (shown.capabilities.includes('embedding') ? 'embedding' : 'chat');
      facts.set(id, { ...(kind && { kind }), ...(loaded && { contextLength: loaded }) });
    }
    return facts;
  },
  'llama-server': async (upstream, origin, list, signal) => {
    const props = Props.safeParse(await ask(upstream, { method: 'GET', path: `${origin}/props`, signal })).data;
    const contextLength = props?.default_generation_settings.n_ctx;
    return new Map(contextLength ? list.map(({ id }) => [id, { contextLength }]) : []);
  },
  'lm-studio': async (upstream, origin, _list, signal) => {
    const studio = Studio.safeParse(
      await ask(upstream, { method: 'GET', path: `${origin}/api/v0/models`, signal }),
    ).data;
    return new Map(
      (studio?.data ?? []).map(({ id, type, loaded_context_length: contextLength }) => [
        id,
        { kind: type === 'embeddings' ? 'embedding' : 'chat', ...(contextLength && { contextLength }) },
      ]),
    );
  },
};

/** A question that need not have an answer. */
async function ask(upstream: Upstream, call: Parameters<Upstream['json']>[0]): Promise<unknown> {
  return upstream.json(call, mostListBytes).catch(() => {
    call.signal.throwIfAborted();
    return null;
  });
}
