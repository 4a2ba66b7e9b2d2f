import { expect, it } from 'vitest';
import { addKeyCommands } from '../../../main/cli/key.ts';
import { fakeOfficeFolder, type } from '../../support/typed-command.ts';

it('tells whether a key is needed, opens models to everybody, and closes them again', async () => {
  const { dataDir, fake } = await fakeOfficeFolder('linden');
  const ask = (...args: string[]) => type(addKeyCommands, ['key', 'ask', ...args, '--data', dataDir]);
  expect((await ask()).stdout).toBe('Every request needs a key.\n');
  expect((await ask('not-for', 'qwen2.5-7b-instruct', '--tokens', '50_000')).stdout).toContain(
    'Without a key anyone in the office network: 60 requests a minute, 50,000 tokens a day, only qwen2.5-7b-instruct.',
  );
  expect(fake.access.view().withoutKey?.models).toEqual(['qwen2.5-7b-instruct']);
  const open = JSON.parse((await ask('--json')).stdout) as unknown;
  expect(open).toMatchObject({ withoutKey: { requestsPerMinute: 60 } });
  expect((await ask('always')).stdout).toBe('Every request needs a key.\n');
  const { code, stderr } = await ask('not-for');
  expect([code, stderr]).toEqual([1, expect.stringContaining('Name them')]);
});
