import { expect, it, vi } from 'vitest';
import type { Imported } from '../../../../contract/library.ts';
import { problem } from '../../../../contract/problem.ts';
import { ControlClient } from '../../../../renderer/data/client/control-client.ts';
import { Imports } from '../../../../renderer/data/models/imports.ts';

const taken = (name: string): Imported => ({ models: [{ name, variant: 'Q4_K_M', problem: null }], refused: [] });
const invalid = problem('model_file_invalid', 'The file is not a GGUF file.');

/** An office that takes in each path as a model of that name, but for `bad`. */
function office(bad: readonly string[] = []) {
  const asked: string[] = [];
  const client = new ControlClient((_, call) => {
    const { path } = JSON.parse(call?.body as string) as { path: string };
    asked.push(path);
    return Promise.resolve(
      bad.includes(path) ? Response.json({ error: invalid }, { status: 400 }) : Response.json(taken(path)),
    );
  });
  return { asked, imports: new Imports(client) };
}

const atRest = (imports: Imports) => vi.waitUntil(() => !imports.view().running);

it('shows a file that cannot be taken in among the refused, and tries those after it', async () => {
  const { imports } = office(['bad.gguf']);
  imports.begin(['one.gguf', 'bad.gguf', 'two.gguf']);
  await atRest(imports);
  expect(imports.view().outcome).toEqual({
    models: [...taken('one.gguf').models, ...taken('two.gguf').models],
    refused: [{ file: 'bad.gguf', problem: invalid }],
  });
});

it('goes on when nobody looks any more, and what comes meanwhile is taken in after it', async () => {
  const { imports, asked } = office();
  const stop = imports.watch(() => undefined);
  imports.begin(['one.gguf', 'two.gguf']);
  stop();
  imports.seen();
  imports.begin(['three.gguf']);
  await atRest(imports);
  expect(asked).toEqual(['one.gguf', 'two.gguf', 'three.gguf']);
  expect(imports.view().outcome?.models).toHaveLength(3);
});

it('forgets what was seen, and what was before when more is begun', async () => {
  const { imports } = office();
  imports.begin(['one.gguf']);
  await atRest(imports);
  imports.begin(['two.gguf']);
  await atRest(imports);
  expect(imports.view().outcome).toEqual(taken('two.gguf'));
  imports.seen();
  expect(imports.view()).toEqual({ running: false, outcome: null });
});
