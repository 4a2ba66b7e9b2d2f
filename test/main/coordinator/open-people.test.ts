import { expect, it, onTestFinished } from 'vitest';
import { openPeople } from '../../../main/coordinator/open-people.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** Where the links of an invite lead, without their codes. */
function linksOf(front: { readonly port: number; readonly securePort: number | null }, required: boolean): string[] {
  const dataDir = tempDir();
  const db = openLedger(dataDir);
  onTestFinished(() => db.close());
  const usage = { tokensToday: () => 0 };
  const parts = { db, usage, settings: loadSettings(dataDir), controlToken: 'token', front: () => front };
  const { people } = openPeople({ ...parts, access: { required } });
  return people
    .invite(people.add({ name: 'Aylin', role: 'member', limits: {}, days: 1 }).person.id, 1)
    .links.map((link) => link.replace(/#.*/, ''));
}

it('an invite leads to the plain page, which needs no certificate, while that is served to others', () => {
  const links = linksOf({ port: 8420, securePort: 8422 }, false);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(link).toMatch(/^http:\/\/[^/]+:8420\/i$/);
});

it('an invite leads to the encrypted page where others must come encrypted', () => {
  const links = linksOf({ port: 8420, securePort: 8422 }, true);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(link).toMatch(/^https:\/\/[^/]+:8422\/i$/);
});
