import { expect, it } from 'vitest';
import { addMarginCommand } from '../../../main/cli/margin.ts';
import { fakeOfficeFolder, type } from '../../support/typed-command.ts';

it('tells the margin, sets another one and goes back to the usual one', async () => {
  const { dataDir, fake } = await fakeOfficeFolder('linden');
  const margin = (...args: string[]) => type(addMarginCommand, ['margin', ...args, '--data', dataDir]);
  expect((await margin()).stdout).toBe('Models leave 0.3 GB of each card free, beside what other programs hold.\n');
  expect((await margin('0.5GB')).stdout).toContain('Models leave 0.5 GB of each card free');
  expect(fake.state?.marginBytes).toBe(512 * 1024 ** 2);
  expect(JSON.parse((await margin('usual', '--json')).stdout)).toEqual({ marginBytes: 300 * 1024 ** 2 });
  const { code, stderr } = await margin('lots');
  expect([code, stderr]).toEqual([1, expect.stringContaining('no amount of memory')]);
});
