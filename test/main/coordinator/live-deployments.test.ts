import { describe, expect, it } from 'vitest';
import { gib } from '../../support/a-gpu.ts';
import { ggufBytes, smallLlama } from '../../support/engine/small-gguf.ts';
import { openModels } from '../../support/library/models-office.ts';

/** An office that has loaded one small model. */
async function withSmall() {
  const office = await openModels();
  const { id } = office.live.download({ repo: 'acme/Small-GGUF', file: 'small-3b-Q4_K_M.gguf' });
  await office.untilState(id, 'done');
  return office;
}

describe('a deployment', () => {
  it('is changed in what is said, and stays as it is in all else', async () => {
    const { deployments, models, placement } = await withSmall();
    const before = models.deployments()[0];
    const slots = { min: 2, max: 3 };
    expect(deployments.deploy('small-3b', { slots, priority: 9 })).toEqual({
      model: 'small-3b',
      download: null,
      problem: null,
    });
    expect(models.deployments()).toEqual([{ ...before, slots, priority: 9 }]);
    expect(placement.plan.replicas[0]?.spec.slots).toBe(3);
  });

  it('ends, keeps its files, and begins again as usual', async () => {
    const { deployments, models, placement } = await withSmall();
    deployments.undeploy('small-3b');
    expect([models.deployments(), models.variants().length, placement.plan.replicas]).toEqual([[], 1, []]);
    expect(() => deployments.undeploy('small-3b')).toThrow('No deployment of small-3b is there.');
    deployments.deploy('small-3b', {});
    expect(models.deployments()).toMatchObject([{ model: 'small-3b', replicas: { min: 1, max: 2 } }]);
    expect(placement.plan.replicas).toHaveLength(1);
  });

  it('of a model of the catalogue begins with its download, and is as wished when that is here', async () => {
    const { deployments, live, models } = await openModels();
    const { download } = deployments.deploy('qwen2.5-7b-instruct', { contextLength: 4096, priority: 8 });
    expect(download).toMatchObject({ model: 'qwen2.5-7b-instruct', quantization: 'Q4_K_M' });
    expect(models.deployments()).toEqual([]);
    await live.cancelDownload(download?.id ?? '');
  });

  it('keeps what an admin changed while another of its files was on its way', async () => {
    const { deployments, hub, live, models, untilState } = await withSmall();
    hub.put('acme/Small-GGUF/small-3b-Q8_0.gguf', ggufBytes(smallLlama({}, 30_000)));
    const { id } = live.download({ repo: 'acme/Small-GGUF', file: 'small-3b-Q8_0.gguf', wishes: { priority: 2 } });
    deployments.deploy('small-3b', { priority: 9, contextLength: 1024 });
    await untilState(id, 'done');
    expect(models.deployments()).toMatchObject([{ priority: 9, contextLength: 1024 }]);
    expect(models.deployments()[0]?.variants).toHaveLength(2);
  });

  it('says what stands in its way, and is kept all the same', async () => {
    const { deployments, inventory, models, card } = await withSmall();
    deployments.undeploy('small-3b');
    inventory.reported('here', { gpus: [{ ...card, othersBytes: 7.7 * gib }], replicas: [] });
    const { problem } = deployments.deploy('small-3b', { contextLength: 2048 });
    expect(problem?.reason).toMatch(/on one card, the largest space is .* less 7\.7 GB of other programs/);
    expect(models.deployments()).toHaveLength(1);
  });

  it('is refused with what there is when it names a model, a quantization, a context or a card that there is not', async () => {
    const { deployments, models } = await withSmall();
    const before = models.deployments();
    expect(() => deployments.deploy('nothing', {})).toThrow(
      'Neither this office nor the catalogue has a model nothing.',
    );
    expect(() => deployments.deploy('small-3b', { quantizations: ['Q8_0'] })).toThrow(
      'small-3b is there as Q4_K_M, not as Q8_0.',
    );
    expect(() => deployments.deploy('small-3b', { contextLength: 1_000_000 })).toThrow(/takes a context of .* at most/);
    const pins = [{ machineId: 'here', gpuId: 'vulkan:9' }];
    expect(() => deployments.deploy('small-3b', { pins })).toThrow(
      'The card vulkan:9 of OFFICE-1 is not in this office.',
    );
    expect(models.deployments()).toEqual(before);
  });
});

describe('a plan that is only looked at', () => {
  it('shows what a model of the catalogue would change, and does nothing', async () => {
    const { deployments, models, live } = await withSmall();
    const { steps, after } = deployments.whatIf({
      changes: [{ kind: 'deploy', model: 'llama-3.2-1b-instruct', wishes: {} }],
    });
    expect(steps.map(({ kind, model }) => `${kind} ${model}`)).toEqual([
      'place llama-3.2-1b-instruct',
      'download llama-3.2-1b-instruct',
    ]);
    expect(after[0]?.cards[0]?.blocks.map(({ model, code }) => `${code} ${model}`).toSorted()).toEqual([
      'L1 llama-3.2-1b-instruct',
      'S3 small-3b',
    ]);
    expect([models.deployments().length, live.downloads().filter(({ state }) => state !== 'done')]).toEqual([1, []]);
  });

  it('is the office as a file, too', async () => {
    const { deployments } = await withSmall();
    const { machines, deployments: wished } = deployments.officeFile();
    expect(machines).toMatchObject([{ name: 'OFFICE-1', online: true, gpus: [{ vramTotal: 8 * gib }] }]);
    expect(wished).toMatchObject([{ model: 'small-3b', variants: ['Q4_K_M'], slots: { min: 1, max: 4 } }]);
  });
});
