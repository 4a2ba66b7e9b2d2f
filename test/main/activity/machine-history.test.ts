import { expect, it } from 'vitest';
import { MachineHistories } from '../../../main/activity/machine-history.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { machineFacts, report, spec } from '../../support/office-fixtures.ts';

const minute = 60_000;
const online = (gpu = aGpu(), rate = 0) =>
  machineFacts({
    id: 'm-1',
    state: 'online',
    gpus: [gpu],
    replicas: [report({ spec: spec({ gpuIds: [gpu.id] }), tokensPerSecond: rate })],
  });
const pointsOf = (histories: MachineHistories, now: number) => histories.read(now)[0]?.cards[0]?.points ?? [];

it('keeps the mean of each minute, the one that runs among them', () => {
  const histories = new MachineHistories();
  histories.sample([online(aGpu({ oursBytes: 2 * gib, othersBytes: 0, temperatureC: 40, load: 0.5 }), 10)], 0);
  histories.sample([online(aGpu({ oursBytes: 4 * gib, othersBytes: gib, temperatureC: 61, load: 1 }), 20)], 5_000);
  histories.sample([online(aGpu({ oursBytes: 0, othersBytes: gib, temperatureC: null, load: null }), 0)], minute);
  expect(pointsOf(histories, minute)).toEqual([
    { at: 0, modelsBytes: 3 * gib, othersBytes: gib / 2, tokensPerSecond: 15, temperatureC: 51, load: 0.75 },
    { at: minute, modelsBytes: 0, othersBytes: gib, tokensPerSecond: 0, temperatureC: null, load: null },
  ]);
});

it('keeps an hour and no more', () => {
  const histories = new MachineHistories();
  for (let at = 0; at < 90; at += 1) histories.sample([online()], at * minute);
  const points = pointsOf(histories, 89 * minute);
  expect(points).toHaveLength(60);
  expect(points[0]?.at).toBe(30 * minute);
});

it('leaves a gap while a machine is away, and forgets one that left the office', () => {
  const histories = new MachineHistories();
  histories.sample([online()], 0);
  histories.sample([machineFacts({ id: 'm-1', state: 'lost', gpus: [aGpu()] })], minute);
  histories.sample([online()], 2 * minute);
  expect(pointsOf(histories, 2 * minute).map(({ at }) => at)).toEqual([0, 2 * minute]);
  histories.sample([], 3 * minute);
  expect(histories.read(3 * minute)).toEqual([]);
});

it('gives one machine’s alone when that is asked for', () => {
  const histories = new MachineHistories();
  histories.sample([online(), { ...online(), id: 'm-2' }], 0);
  expect(histories.read(0).map(({ machineId }) => machineId)).toEqual(['m-1', 'm-2']);
  expect(histories.read(0, 'm-2').map(({ machineId }) => machineId)).toEqual(['m-2']);
});
