import { expect, it, onTestFinished } from 'vitest';
import { openPeople } from '../../../main/coordinator/open-people.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { OfficeCard } from '../../../main/settings/office-card.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

interface Ports {
  readonly port: number;
  readonly securePort: number | null;
}

/** @param required that others come encrypted */
function open(front: Ports = { port: 8420, securePort: 8422 }, required = false) {
  const dataDir = tempDir();
  const db = openLedger(dataDir);
  onTestFinished(() => db.close());
  const settings = loadSettings(dataDir);
  const card = new OfficeCard(dataDir, settings.office);
  const usage = { tokensToday: () => 0 };
  const networks = { addresses: () => ['192.168.10.12'] };
  const parts = { db, usage, settings, networks, card, controlToken: 'token', front: () => front };
  const { people } = openPeople({ ...parts, access: { required } });
  const { links } = people.add({ name: 'Aylin', role: 'member', limits: {}, days: 1 });
  return { people, card, links };
}

/** Where the links of an invite lead, without their codes. */
const pagesOf = (links: readonly string[]): string[] => links.map((link) => link.replace(/#.*/, ''));

it('an invite leads to the plain page, which needs no certificate, while that is served to others', () => {
  const pages = pagesOf(open().links);
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) expect(page).toMatch(/^http:\/\/[^/]+:8420\/i$/);
});

it('an invite leads to the encrypted page where others must come encrypted', () => {
  const pages = pagesOf(open(undefined, true).links);
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) expect(page).toMatch(/^https:\/\/[^/]+:8422\/i$/);
});

it('an invite names the office as it is called when the invite is opened', () => {
  const { people, card, links } = open();
  card.change({ name: 'Fern & Söhne' });
  const code = links[0]?.replace(/.*#/, '') ?? '';
  expect(people.look(code, '10.0.0.7').office).toBe('Fern & Söhne');
});
