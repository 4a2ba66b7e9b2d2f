import { describe, expect, it } from 'vitest';
import { qualitiesOf } from '../../../../main/planner/live/quality.ts';
import { variant } from '../../../support/office-fixtures.ts';

const ofBits = (bits: number) => variant({ sizeBytes: (bits * variant().facts.parameters) / 8 });

describe('the quality of a file', () => {
  it('falls faster the fewer bits a weight has', () => {
    const [q8 = 0, q4 = 0, q3 = 0, q2 = 0] = qualitiesOf([8.5, 4.85, 3.9, 3].map(ofBits));
    expect([q8, q4, q3, q2].map((one) => Math.round(100 * one))).toEqual([100, 96, 91, 80]);
  });

  it('follows the admin, whatever the sizes say', () => {
    const [first = 0, second = 0] = qualitiesOf([ofBits(4.85), ofBits(8.5)]);
    expect(first).toBeGreaterThan(second);
    expect(second).toBeGreaterThan(0);
  });
});
