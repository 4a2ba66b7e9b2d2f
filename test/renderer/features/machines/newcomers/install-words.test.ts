import { expect, it } from 'vitest';
import {
  installName,
  installNow,
  installProgress,
} from '../../../../../renderer/features/machines/newcomers/install-words.ts';
import { newInstall, stepFurther } from '../../../../support/fake-control/fake-install.ts';
import { candidate } from '../../../../support/fake-control/found-parts.ts';
import { machineOf, officeOf } from '../../../../support/map-fixtures.ts';

const first = newInstall('i', '10.0.0.3', 'jana', 0);

it('says which step runs, and how far all of them are', () => {
  expect(installNow(first)).toBe('Logging in, step 1 of 7');
  expect(installProgress(first)).toBe(0);
  const copying = Array.from({ length: 4 }).reduce<typeof first>((one) => stepFurther(one, 0), first);
  expect(installNow(copying)).toBe('Copying the agent, step 4 of 7');
  expect(installProgress(copying)).toBeCloseTo(3.2 / 7);
});

it('is complete when all is done', () => {
  const done = Array.from({ length: 20 }).reduce<typeof first>((one) => stepFurther(one, 0), first);
  expect(done.state).toBe('done');
  expect(installProgress(done)).toBe(1);
});

it('calls the PC by the name under which it was heard', () => {
  expect(installName(first, officeOf([]))).toBe('10.0.0.3');
  expect(installName(first, officeOf([], { candidates: [candidate('PLOTTER', '10.0.0.3')] }))).toBe('PLOTTER');
});

it('calls the PC by its machine’s name once it is one, though it is heard no more', () => {
  const pc1 = machineOf('pc1', [], [], { address: '10.0.0.3' });
  expect(installName(first, officeOf([pc1]))).toBe('pc1');
  const moved = machineOf('pc1', [], [], { address: '10.0.0.99' });
  expect(installName({ ...first, machineId: moved.id }, officeOf([moved]))).toBe('pc1');
});
