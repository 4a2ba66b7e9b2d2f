/** What an admin chooses while the office runs: each choice holds at once, tells who listens, and stays in the settings. */
import { Courtesies } from '../settings/courtesies.ts';
import { InternetLine } from '../settings/internet-line.ts';
import { Margin } from '../settings/margin.ts';
import { OfficeCard } from '../settings/office-card.ts';
import { ServedNetworks } from '../settings/served-networks.ts';
import type { Settings } from '../settings/settings.ts';
import { WithoutKey } from '../settings/without-key.ts';

export const openChoices = (dataDir: string, settings: Settings) => ({
  card: new OfficeCard(dataDir, settings.office),
  margin: new Margin(dataDir, settings.marginBytes),
  internet: new InternetLine(dataDir, settings.hub),
  courtesies: new Courtesies(dataDir, settings.courtesy),
  networks: new ServedNetworks(dataDir, settings.access.networks),
  withoutKey: new WithoutKey(dataDir, settings.access.withoutKey),
});
