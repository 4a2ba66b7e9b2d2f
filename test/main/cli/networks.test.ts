import { expect, it } from 'vitest';
import { addNetworksCommand } from '../../../main/cli/networks.ts';
import { fakeOfficeFolder, type } from '../../support/typed-command.ts';

it('tells from which networks the office may be used, and leaves others out', async () => {
  const { dataDir } = await fakeOfficeFolder('linden');
  const networks = (...args: string[]) => type(addNetworksCommand, ['networks', ...args, '--data', dataDir]);
  expect((await networks()).stdout).toContain('The office may be used from every private network.\n  served');
  const only = await networks('192.168.10.0/24');
  expect(only.stdout).toContain('from these networks only, and from this PC.');
  expect(only.stdout).toMatch(/left out +172\.28\.112\.0\/20 +vEthernet \(WSL\) 172\.28\.112\.1/);
  expect((await networks('none')).stdout).toContain('from this PC only.');
  expect((await networks('private')).stdout).toContain('every private network');
  const { code, stderr } = await networks('office');
  expect([code, stderr]).toEqual([1, expect.stringContaining('"office" is no network.')]);
});
