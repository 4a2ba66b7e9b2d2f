import type { AttachedView } from '../../../contract/attached.ts';
import type { ModelView, OfficeState } from '../../../contract/control-api.ts';

/** The office's models with those of its external servers: as all that can be asked for. Pure. */
export function withExternal({ models, attached }: Pick<OfficeState, 'models' | 'attached'>): ModelView[] {
  const places = attached.flatMap((server) =>
    server.models.filter(({ unused }) => unused === null).map((model) => ({ server, model })),
  );
  const byName = Map.groupBy(places, ({ model }) => model.name);
  const own = models.map((model): ModelView => {
    const ready = (byName.get(model.name) ?? []).filter(({ server }) => server.state === 'ready');
    if (ready.length === 0) return model;
    return { ...model, state: 'ready', readyOn: [...model.readyOn, ...ready.map(({ server }) => server.name)] };
  });
  const names = new Set(models.map(({ name }) => name));
  const outside = [...byName].filter(([name]) => !names.has(name));
  return [...own, ...outside.map(([name, its]) => viewOutside(name, its))];
}

type Place = { readonly server: AttachedView; readonly model: AttachedView['models'][number] };

function viewOutside(name: string, places: readonly Place[]): ModelView {
  const ready = places.filter(({ server }) => server.state === 'ready');
  const contexts = places.flatMap(({ model }) => model.contextLength ?? []);
  const wrong = places.find(({ server }) => server.problem !== null)?.server.problem ?? null;
  return {
    name,
    code: codeOf(name),
    colour: 0,
    variant: '',
    sizeBytes: 0,
    parameters: 0,
    kind: places[0]?.model.kind ?? 'chat',
    contextLength: contexts.length > 0 ? Math.min(...contexts) : 0,
    demo: false,
    state: ready.length > 0 ? 'ready' : wrong ? 'refused' : 'loading',
    readyOn: ready.map(({ server }) => server.name),
    wishes: null,
    variants: [],
    planned: 0,
    explanation: '',
    problem: wrong,
  };
}

/** Of the name's last part, as owners stand before it: "Qwen/Qwen3-8B" → "QW". */
const codeOf = (name: string): string =>
  (name.split('/').at(-1) ?? name)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 2)
    .toUpperCase() || '?';
