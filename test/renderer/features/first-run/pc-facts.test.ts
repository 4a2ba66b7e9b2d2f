import { describe, expect, it } from 'vitest';
import { cardFacts, networkFact } from '../../../../renderer/features/first-run/pc-facts.ts';
import { aGpu, gib } from '../../../support/a-gpu.ts';
import { listening } from '../../../support/fake-control/found-parts.ts';
import { machineOf } from '../../../support/map-fixtures.ts';

const marginBytes = Math.round(0.3 * gib);
const facts = (...gpus: Parameters<typeof aGpu>[0][]) =>
  cardFacts(
    machineOf(
      'RECEPTION',
      gpus.map((gpu) => aGpu(gpu)),
      [],
    ),
    { marginBytes },
  );

describe('the first step', () => {
  it('says of each card what it is, and how much of it can be used', () => {
    const card = { name: 'GTX 1060', totalBytes: 6 * gib, othersBytes: Math.round(0.9 * gib), driver: '560.94' };
    expect(facts(card)).toEqual([
      {
        ok: true,
        title: 'GTX 1060 with 6 GB',
        detail: 'Vulkan, driver 560.94. 4.8 GB can be used: other programs hold 0.9, 0.3 stays free',
      },
    ]);
  });

  it('says why a card cannot be used, and what a PC without one is for', () => {
    expect(facts({ usable: false, reason: 'Its driver is too old.' })).toMatchObject([
      { ok: false, detail: 'Its driver is too old.' },
    ]);
    const processor = { id: 'cpu', name: 'AMD EPYC', backend: 'cpu', totalBytes: gib } as const;
    expect(facts(processor)).toMatchObject([{ ok: false, title: 'No graphics card in this PC' }]);
    expect(facts({ usable: false, reason: 'Its driver is too old.' }, processor)).toHaveLength(1);
  });

  it('says that a PC is being looked at until its agent has shown its devices', () => {
    expect(facts()).toMatchObject([{ ok: false, title: 'This PC is being looked at' }]);
    expect(cardFacts(undefined, { marginBytes })).toMatchObject([{ ok: false, title: 'This PC is being looked at' }]);
  });

  it('names the networks of the office, and what was left out', () => {
    expect(networkFact(listening)).toEqual({
      ok: true,
      title: '2 office networks',
      detail: 'Ethernet 192.168.10.12, Wi-Fi 192.168.10.58. Left out: vEthernet (WSL), OfficeVPN',
    });
    const [ethernet] = listening.adapters;
    expect(networkFact({ ...listening, adapters: ethernet ? [ethernet] : [] })).toEqual({
      ok: true,
      title: 'Office network 192.168.10.12',
      detail: 'Ethernet',
    });
    expect(networkFact({ ...listening, adapters: [] })).toMatchObject({ ok: false, title: 'No office network' });
  });
});
