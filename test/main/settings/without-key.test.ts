import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadSettings } from '../../../main/settings/settings.ts';
import { WithoutKey } from '../../../main/settings/without-key.ts';
import { tempDir } from '../../support/temp-dir.ts';

const limits = { models: ['demo'], requestsPerMinute: 60, tokensPerDay: null };

it('a key is needed until an admin says otherwise, and that stays, beside the networks', () => {
  const dataDir = tempDir();
  writeFileSync(path.join(dataDir, 'settings.json'), '{"access": {"networks": []}}');
  const withoutKey = new WithoutKey(dataDir, loadSettings(dataDir).access.withoutKey);
  expect(withoutKey.limits).toBeNull();
  withoutKey.set(limits);
  expect(loadSettings(dataDir).access).toEqual({ networks: [], withoutKey: limits });
  withoutKey.set(null);
  expect(loadSettings(dataDir).access.withoutKey).toBeNull();
});

it('no file opens every model, or none', () => {
  const dataDir = tempDir();
  for (const models of [null, []]) {
    writeFileSync(
      path.join(dataDir, 'settings.json'),
      JSON.stringify({ access: { withoutKey: { ...limits, models } } }),
    );
    expect(() => loadSettings(dataDir)).toThrow(/access\.withoutKey\.models/);
  }
});
