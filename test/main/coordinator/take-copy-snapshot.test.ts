import { expect, it } from 'vitest';
import { usualMarginBytes } from '../../../contract/margin.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { takeCopySnapshot } from '../../../main/coordinator/take-copy-snapshot.ts';
import { aGpu, aProcessor, gib } from '../../support/a-gpu.ts';
import { deployment, machineFacts, report, variant } from '../../support/office-fixtures.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** With the settings of a new office. */
const take = (changes: Partial<Parameters<typeof takeCopySnapshot>[0]> = {}) =>
  takeCopySnapshot({
    machines: [machineFacts({ gpus: [aGpu({ totalBytes: 8 * gib, othersBytes: gib }), aProcessor()] })],
    useOf: () => ({ paused: false, hours: null, limits: {}, wakeWhenNeeded: false }),
    now: new Date(),
    deployments: [deployment()],
    variants: [variant()],
    rules: { need: () => 3 * gib, room: (gpu, margin) => gpu.totalBytes - gpu.othersBytes - margin },
    settings: loadSettings(tempDir()),
    marginBytes: usualMarginBytes,
    ...changes,
  });

it('tells what the cards of a machine could hold together', () => {
  const two = machineFacts({ gpus: [aGpu({ id: 'a', totalBytes: 8 * gib }), aGpu({ id: 'b', totalBytes: 6 * gib })] });
  const [machine] = take({ machines: [two] }).machines;
  const others = 2 * aGpu().othersBytes;
  expect(machine?.allRoomBytes).toBe(14 * gib - others - 2 * usualMarginBytes);
});

it('tells what a machine could hold on its largest card, and whether it serves', () => {
  expect(take().machines).toMatchObject([{ serving: true, roomBytes: 7 * gib - usualMarginBytes }]);
  const paused = take({ useOf: () => ({ paused: true, hours: null, limits: {}, wakeWhenNeeded: false }) });
  expect(paused.machines).toMatchObject([{ serving: false }]);
});

it('leaves out machines that are not online or are being removed, and tells what replicas have', () => {
  const { spec } = report();
  const machines = [
    machineFacts({ id: 'here', replicas: [report({ state: 'copying' })] }),
    machineFacts({ id: 'lost', state: 'lost' }),
    machineFacts({ id: 'leaving', removing: true }),
  ];
  expect(take({ machines }).machines).toMatchObject([
    { id: 'here', replicas: [{ sha256: spec.variant.sha256, state: 'copying', deploymentId: spec.deploymentId }] },
  ]);
});

it('knows which models matter, and which limit a machine has', () => {
  expect(take().deployments).toMatchObject([{ matters: true, variants: [{ needBytes: 3 * gib }] }]);
  expect(take({ variants: [variant({ demo: true })] }).deployments).toMatchObject([{ matters: false }]);
  const free = deployment({ replicas: { min: 0, max: 1 } });
  expect(take({ deployments: [free] }).deployments).toMatchObject([{ matters: false }]);
  const copies = { ahead: false, budgetBytes: 5, budgets: { PC: 7 } };
  const limited = take({ settings: { ...loadSettings(tempDir()), copies } });
  expect(limited.deployments).toMatchObject([{ matters: false }]);
  expect(limited.machines).toMatchObject([{ budgetBytes: 7 }]);
});
