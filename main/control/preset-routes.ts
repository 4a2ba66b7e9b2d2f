/** /control/presets: instructions that people keep for their chats. See contract/presets.ts for its calls. */
import { Router, type Response } from 'express';
import { NewPreset, type Preset } from '../../contract/presets.ts';
import { refuse } from '../../contract/problem.ts';
import { readJson } from '../base/http.ts';
import { newId } from '../base/ids.ts';
import { parse } from '../base/parse.ts';
import type { KeptPreset, PresetStore } from './preset-store.ts';
import { visitorOf } from './visitor.ts';

/** Who asks. */
interface Asker {
  readonly id: string;
  readonly admin: boolean;
}

const bodyBytes = 64 * 1024;
/** Of one person, the shared ones counted in: a list that one still finds something in. */
const mostPresets = 200;

export function presetRoutes(store: PresetStore): Router {
  const router = Router();
  const find = (id: string, asker: Asker) => {
    const found = store.list(asker.id).find((one) => one.id === id) ?? refuse('not_found', 'There is no such preset.');
    return mayChange(found, asker) ? found : refuse('admin_only', 'Only an admin changes a shared preset.');
  };

  router.get('/', (_request, response) => {
    const asker = askerOf(response);
    response.json(store.list(asker.id).map((kept) => viewOf(kept, asker)));
  });
  router.post('/', async (request, response) => {
    const asker = askerOf(response);
    const wished = shareable(parse(NewPreset, await readJson(request, bodyBytes)), asker);
    if (store.list(asker.id).length >= mostPresets) {
      refuse('invalid_request', `There are ${mostPresets} presets already.`, { action: 'Delete one first.' });
    }
    const made = { id: newId('preset'), owner: asker.id, ...wished };
    store.put(made);
    response.status(201).json(viewOf(made, asker));
  });
  router.put('/:id', async (request, response) => {
    const asker = askerOf(response);
    const wished = shareable(parse(NewPreset, await readJson(request, bodyBytes)), asker);
    const changed = { ...find(request.params.id, asker), ...wished };
    store.put(changed);
    response.json(viewOf(changed, asker));
  });
  router.delete('/:id', (request, response) => {
    store.remove(find(request.params.id, askerOf(response)).id);
    response.status(204).end();
  });
  return router;
}

const askerOf = (response: Response): Asker => {
  const { person, admin } = visitorOf(response);
  return { id: person.id, admin };
};

const mayChange = ({ owner, shared }: KeptPreset, asker: Asker): boolean => (shared ? asker.admin : owner === asker.id);

function shareable(preset: NewPreset, asker: Asker): NewPreset {
  if (preset.shared && !asker.admin) {
    refuse('admin_only', 'Only an admin shares a preset with everybody.');
  }
  return preset;
}

const viewOf = (kept: KeptPreset, asker: Asker): Preset => ({
  id: kept.id,
  name: kept.name,
  text: kept.text,
  shared: kept.shared,
  editable: mayChange(kept, asker),
});
