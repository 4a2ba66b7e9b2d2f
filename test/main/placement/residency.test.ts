import { expect, it } from 'vitest';
import { Residency } from '../../../main/placement/residency.ts';
import { machineFacts, report } from '../../support/office-fixtures.ts';

const running = (state: 'loading' | 'ready') => [machineFacts({ replicas: [report({ state })] })];
const minute = 60_000;

it('a replica has just come while it is loaded, and for two minutes from when it is ready', () => {
  const residency = new Residency();
  residency.see(running('loading'), 0);
  expect(residency.isFresh('llama-1', 10 * minute)).toBe(true);
  expect(residency.nextChange(0)).toBeNull();
  residency.see(running('ready'), 10 * minute);
  residency.see(running('ready'), 11 * minute);
  expect(residency.isFresh('llama-1', 12 * minute - 1)).toBe(true);
  expect(residency.nextChange(11 * minute)).toBe(12 * minute);
  expect(residency.isFresh('llama-1', 12 * minute)).toBe(false);
  expect(residency.nextChange(12 * minute)).toBeNull();
});

it('one that went and came again begins anew', () => {
  const residency = new Residency();
  residency.see(running('ready'), 0);
  residency.see([machineFacts()], minute);
  residency.see(running('ready'), 3 * minute);
  expect(residency.isFresh('llama-1', 4 * minute)).toBe(true);
});
