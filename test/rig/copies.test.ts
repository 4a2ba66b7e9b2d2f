/** Journey: a large model file goes to three PCs at once, of which one loses its cable and one its agent, while a fourth answers. */
import { closeSync, existsSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../common/demo-model.ts';
import type { CopyView } from '../../contract/copies.ts';
import { Imported } from '../../contract/library.ts';
import type { RigAgent } from '../support/rig-agent.ts';
import { pullCableFor, RigFleet } from '../support/rig-fleet.ts';
import { runOn } from '../support/run-on.ts';
import { ggufHead, smallLlama } from '../support/small-gguf.ts';

const fileBytes = 1_000_000_000;
/** So slow that each copy can be disturbed in its middle. */
const lineMegabits = 400;
const names = ['pc1', 'pc2', 'pc3'];
const copyMs = 100_000;

let fleet: RigFleet;
let agents: RigAgent[];
beforeAll(async () => {
  fleet = await RigFleet.open();
  agents = [];
  // Cards that could hold the file: Mesa’s devices count there.
  for (const number of [1, 2, 3]) agents.push(await fleet.join(number, {}, '--allow-software-gpu'));
  agents.push(await fleet.join(4));
});
afterAll(() => fleet.close());

/** A model with a true header and nothing in its weights. */
function layModel(): string {
  const file = path.join(fleet.rig.folder, 'large-Q8_0.gguf');
  const tensor = { name: 'output.weight', shape: [fileBytes / 4], type: 0 };
  const { head, tensorsLength } = ggufHead(smallLlama().entries, [tensor]);
  const target = openSync(file, 'w');
  writeSync(target, head);
  ftruncateSync(target, head.length + tensorsLength);
  closeSync(target);
  return file;
}

/** Wishes for a model, with a replica pinned to the device of each of these PCs. */
async function pin(model: string, on: readonly string[]): Promise<void> {
  const pins = await fleet.office.until('their devices are known', ({ machines }) => {
    const known = machines.filter(({ name }) => on.includes(name));
    const found = known.flatMap(({ id, gpus }) =>
      gpus
        .filter(({ usable }) => usable)
        .slice(0, 1)
        .map((gpu) => ({ machineId: id, gpuId: gpu.id })),
    );
    return found.length === on.length && found;
  });
  const replicas = { min: on.length, max: on.length };
  await fleet.office.control('PUT', `/control/deployments/${model}`, { pins, replicas, contextLength: 512 });
}

const received = async ({ pc }: RigAgent): Promise<number> =>
  Number(await runOn(pc, 'cat', ['/sys/class/net/eth0/statistics/rx_bytes']));

const sha256Of = async (file: string): Promise<string> =>
  (await runOn(fleet.office.pc, 'sha256sum', [file])).slice(0, 64);

/** Waits until half of the file is on this PC. */
const half = (name: string): Promise<CopyView> =>
  fleet.office.until(`half of it is on ${name}`, ({ copies }) =>
    copies.find(({ machine, doneBytes }) => machine === name && doneBytes > fileBytes / 2),
  );

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? Number.NaN;

describe('a large file', () => {
  it('goes to three PCs whole, once each, and tokens of a fourth go on meanwhile', async ({ annotate }) => {
    const coordinator = await fleet.office.until('this PC is known', ({ machines }) =>
      machines.find(({ name }) => name === 'coordinator'),
    );
    await fleet.office.control('PATCH', `/control/machines/${coordinator.id}`, { paused: true });
    await pin(demoModel.name, ['pc4']);
    await fleet.office.until('pc4 answers alone', ({ models }) =>
      models.some(({ readyOn }) => readyOn.join() === 'pc4'),
    );
    const quiet = [...(await fleet.streamGaps()), ...(await fleet.streamGaps())];

    const receivers = agents.slice(0, names.length);
    const [, second, third] = receivers as [RigAgent, RigAgent, RigAgent];
    for (const { pc } of receivers) await pc.limitRate(lineMegabits);
    const file = layModel();
    const sha256 = await sha256Of(file);
    const { models } = Imported.parse(await fleet.office.control('POST', '/control/models/import', { path: file }));
    const before = await Promise.all(receivers.map(received));
    await pin(models[0]?.name ?? '', names);
    await fleet.office.until('it goes to three PCs at once', ({ copies }) =>
      names.every((name) => copies.some(({ machine, doneBytes }) => machine === name && doneBytes > 0)),
    );

    const disturbed = Promise.all([
      half('pc2').then(() => pullCableFor(second.pc, 5_000)),
      half('pc3').then(async () => {
        third.signal('SIGKILL');
        await third.ended();
        third.start();
      }),
    ]);
    const whole = receivers.map(({ dataDir }) => path.join(dataDir, 'models', `${sha256}.gguf`));
    const all = fleet.office.until(
      'all three have it whole',
      ({ copies }) => copies.length === 0 && whole.every((one) => existsSync(one)),
      copyMs,
    );
    let isDone = false;
    const copied = all.finally(() => (isDone = true));
    const gaps: number[] = [];
    while (!isDone) gaps.push(...(await fleet.streamGaps()));
    await Promise.all([copied, disturbed]);

    expect(await Promise.all(whole.map(sha256Of))).toEqual([sha256, sha256, sha256]);
    const sent = (await Promise.all(receivers.map(received))).map(
      (bytes, at) => (bytes - (before[at] ?? 0)) / fileBytes,
    );
    await annotate(`sent ${sent.map((times) => times.toFixed(2)).join(', ')} × its size`);
    for (const times of sent) expect(times).toBeLessThan(1.3);
    await annotate(
      `p99 between tokens ${quantile(quiet, 0.99).toFixed(0)} → ${quantile(gaps, 0.99).toFixed(0)} ms, most ${Math.max(...quiet).toFixed(0)} → ${Math.max(...gaps).toFixed(0)} ms, of ${quiet.length} and ${gaps.length}`,
    );
  });
});
