import { expect, it } from 'vitest';
import type { MachineView } from '../../../../contract/control-api.ts';
import { whatFits } from '../../../../renderer/data/models/use-catalogue.ts';
import { aGpu, aProcessor, gib } from '../../../support/a-gpu.ts';
import { aModel } from '../../../support/a-model.ts';
import { machineOf } from '../../../support/map-fixtures.ts';

const pc = (changes: Partial<MachineView> = {}): MachineView => ({ ...machineOf('PC1', [aGpu()], []), ...changes });
const office = (...machines: MachineView[]): string => whatFits({ models: [aModel()], downloads: [], machines });

it('asks anew when a card comes, goes, changes its size or is shared less', () => {
  const before = office(pc());
  expect(office()).not.toBe(before);
  expect(office(pc({ gpus: [aGpu({ usable: false })] }))).not.toBe(before);
  expect(office(pc({ gpus: [aGpu({ totalBytes: 8 * gib })] }))).not.toBe(before);
  expect(office(pc({ limits: { [aGpu().id]: gib } }))).not.toBe(before);
  expect(office(pc(), machineOf('PC2', [aGpu()], []))).not.toBe(before);
});

it('asks anew when a machine stops to serve, and not while it only answers', () => {
  expect(office(pc({ state: 'paused' }))).not.toBe(office(pc()));
  expect(office(pc({ state: 'answering' }))).toBe(office(pc({ state: 'ready' })));
  expect(office(pc({ gpus: [aGpu({ othersBytes: 1, load: 0.5 })] }))).toBe(office(pc()));
  expect(office(pc({ gpus: [aProcessor()] }))).not.toBe(office(pc({ gpus: [] })));
});
