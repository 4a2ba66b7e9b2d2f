import { expect, it } from 'vitest';
import { officeTotals } from '../../../../renderer/features/machines/office-totals.ts';
import { card, machineOf, officeOf, replicaOf } from '../../../support/map-fixtures.ts';

const gib = 1024 ** 3;
const rounded = (bytes: number): number => Number((bytes / gib).toFixed(1));

it('adds up what the look’s office says in its sentence', () => {
  const qwen = replicaOf([4.1, 1.8, 0.4], { slotsBusy: 2, tokensPerSecond: 41 });
  const llama = replicaOf([1.9, 0.9, 0.3], { replicaId: 'r2', gpuIds: ['cuda:1'] });
  const totals = officeTotals(
    officeOf([
      machineOf('DESIGN-01', [card(11, 2.9), card(5, 0.3, { id: 'cuda:1' })], [qwen, llama], { state: 'answering' }),
      machineOf('STUDIO-3', [card(8, 0.6)], [{ ...qwen, slotsBusy: 1, tokensPerSecond: 21 }], { state: 'answering' }),
      machineOf('ACCOUNTS-02', [card(6, 0)], [qwen], { state: 'lost' }),
      machineOf('RECEPTION', [card(6, 0.9)], [replicaOf([2.6, 0.6, 0.6])]),
    ]),
  );
  expect(totals).toMatchObject({ machines: 3, tokensPerSecond: 62 + 0, answers: 3 });
  expect(
    [totals.totalBytes, totals.modelsBytes, totals.othersBytes, totals.marginBytes, totals.freeBytes].map(rounded),
  ).toEqual([30, 19.5, 4.7, 1.2, 4.6]);
});

it('leaves out what cannot be used, and processors where a card is', () => {
  const cpu = card(16, 0, { id: 'cpu', backend: 'cpu' });
  const broken = card(4, 0, { id: 'vulkan:1', usable: false });
  expect(officeTotals(officeOf([machineOf('A', [card(6, 0), cpu, broken], [])])).totalBytes).toBe(6 * gib);
});

it('counts the processor where nothing else is', () => {
  const cpu = card(1, 0, { id: 'cpu', backend: 'cpu' });
  expect(officeTotals(officeOf([machineOf('A', [cpu], [])]))).toMatchObject({ totalBytes: gib, machines: 1 });
});
