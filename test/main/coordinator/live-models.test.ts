import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openModels } from '../../support/library/models-office.ts';
import { report, spec } from '../../support/office-fixtures.ts';
import { ggufBytes, smallLlama } from '../../support/engine/small-gguf.ts';
import { until } from '../../support/until.ts';

describe('the models of a running office', () => {
  it('are offered with what fits on its cards', async () => {
    const { live } = await openModels();
    const all = live.catalogue();
    expect(all.find(({ name }) => name === 'qwen2.5-7b-instruct')).toMatchObject({ suggested: 'Q4_K_M' });
    const small = all.find(({ name }) => name === 'llama-3.2-1b-instruct');
    expect(small?.variants[0]?.fit).toMatchObject({ verdict: 'now', machines: ['OFFICE-1'] });
    const large = all.find(({ name }) => name === 'mistral-small-24b-instruct-2501');
    expect(large?.variants.map(({ fit }) => fit.verdict)).toEqual(['never', 'never', 'never', 'never']);
  });

  it('are placed as soon as they have come', async () => {
    const { live, placement, untilState } = await openModels();
    const { id } = live.download({ repo: 'acme/Small-GGUF', file: 'small-3b-Q4_K_M.gguf' });
    await untilState(id, 'done');
    expect(placement.plan.replicas).toMatchObject([{ machineId: 'here', spec: { model: 'small-3b' } }]);
  });

  it('are asked for by names that the catalogue has', async () => {
    const { live } = await openModels();
    expect(() => live.download({ name: 'nothing' })).toThrow('The catalogue has no model nothing.');
    expect(() => live.download({ name: 'qwen3-8b', quantization: 'Q2_K' })).toThrow(/is there as Q8_0/);
  });

  it('go with their files when nothing on this PC holds them any more', async () => {
    const { live, inventory, library, models, card, untilState } = await openModels();
    await untilState(live.download({ repo: 'acme/Small-GGUF', file: 'small-3b-Q4_K_M.gguf' }).id, 'done');
    const [variant] = models.variants();
    const file = { sha256: variant?.sha256 ?? '', name: 'Q4_K_M', sizeBytes: 1 };
    const held = report({ spec: spec({ variant: file }) });
    inventory.reported('here', { gpus: [card], replicas: [held] });
    await live.remove('small-3b');
    const files = (): string[] => readdirSync(library.folder).filter((name) => name.endsWith('.gguf'));
    expect([models.deployments(), files()]).toEqual([[], [`${variant?.sha256}.gguf`]]);
    inventory.reported('here', { gpus: [card], replicas: [] });
    await until('the file is gone', () => files().length === 0);
  });

  it('go with their files when they came in this run and were switched off', async () => {
    const { live, deployments, inventory, library, models, card, untilState } = await openModels();
    await untilState(live.download({ repo: 'acme/Small-GGUF', file: 'small-3b-Q4_K_M.gguf' }).id, 'done');
    deployments.undeploy('small-3b');
    inventory.reported('here', { gpus: [card], replicas: [] });
    await live.remove('small-3b');
    expect([live.downloads(), models.variants()]).toEqual([[], []]);
    expect(readdirSync(library.folder).filter((name) => name.endsWith('.gguf'))).toEqual([]);
  });

  it('go the next time when the ledger cannot tell their files', async () => {
    const { live, inventory, library, models, card, untilState } = await openModels();
    await untilState(live.download({ repo: 'acme/Small-GGUF', file: 'small-3b-Q4_K_M.gguf' }).id, 'done');
    inventory.reported('here', { gpus: [card], replicas: [] });
    const failing = vi.spyOn(models, 'leavingFiles').mockImplementation(() => {
      throw new Error('database is locked');
    });
    await live.remove('small-3b');
    const files = (): string[] => readdirSync(library.folder).filter((name) => name.endsWith('.gguf'));
    expect(files()).toHaveLength(1);
    failing.mockRestore();
    inventory.reported('here', { gpus: [], replicas: [] });
    await until('the file is gone', () => files().length === 0);
  });

  it('go when they are still on their way', async () => {
    const { live, hub } = await openModels();
    hub.troubles.push({ holdAfter: 1_000 });
    live.download({ repo: 'acme/Small-GGUF', file: 'small-3b-Q4_K_M.gguf' });
    await live.remove('small-3b');
    expect(live.downloads()).toEqual([]);
    await expect(live.remove('small-3b')).rejects.toMatchObject({ problem: { code: 'model_not_found' } });
  });

  it('come from a folder, each for itself', async () => {
    const { live, folder } = await openModels();
    const from = path.join(folder, 'from');
    await expect(live.import(from)).rejects.toMatchObject({ problem: { code: 'model_file_missing' } });
    mkdirSync(from);
    await expect(live.import(from)).rejects.toThrow('There is no .gguf file');
    writeFileSync(path.join(from, 'a-Q4_0.gguf'), ggufBytes(smallLlama()));
    writeFileSync(path.join(from, 'b.gguf'), 'no model');
    expect(await live.import(from)).toMatchObject({
      models: [{ name: 'a', variant: 'Q4_0', problem: null }],
      refused: [{ file: path.join(from, 'b.gguf'), problem: { code: 'model_file_invalid' } }],
    });
  });
});
