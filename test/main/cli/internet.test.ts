import { expect, it } from 'vitest';
import { addInternetCommand } from '../../../main/cli/internet.ts';
import { fakeOfficeFolder, type } from '../../support/typed-command.ts';

it('tells what downloads may take of the line, sets a limit and its hours, and lifts it', async () => {
  const { dataDir, fake } = await fakeOfficeFolder('first-day');
  const internet = (...args: string[]) => type(addInternetCommand, ['internet', ...args, '--data', dataDir]);
  expect((await internet()).stdout).toBe('Downloads of models take what they get of the internet line.\n');
  expect((await internet('50Mbit/s', '--hours', 'mon-fri 07:00-18:00')).stdout).toBe(
    'Downloads of models take 50 Mbit/s of the internet line at most: Mon to Fri, 07:00 to 18:00; otherwise there is no limit.\n',
  );
  const hours = { days: [1, 2, 3, 4, 5], from: '07:00', until: '18:00' };
  expect(fake.state?.internet).toEqual({ bytesPerSecond: 6_250_000, hours });
  await internet('2.5');
  expect(fake.state?.internet).toEqual({ bytesPerSecond: 312_500, hours });
  expect((await internet('--hours', 'always')).stdout).toContain(
    '2.5 Mbit/s of the internet line at most: at any time.',
  );
  expect(JSON.parse((await internet('unlimited', '--json')).stdout)).toEqual({
    internet: { bytesPerSecond: null, hours: null },
  });
});

it.each(['fast', '0', '0.5', '20000', '-1'])('refuses %s', async (typed) => {
  const { dataDir, fake } = await fakeOfficeFolder('first-day');
  const { code, stderr } = await type(addInternetCommand, ['internet', '--data', dataDir, '--', typed]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('is no limit')]);
  expect(fake.state?.internet.bytesPerSecond).toBeNull();
});
