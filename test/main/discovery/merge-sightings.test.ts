import { describe, expect, it } from 'vitest';
import { mergeSightings } from '../../../main/discovery/merge-sightings.ts';
import { byHand, byScan, type Sighting } from '../../../main/discovery/sighting.ts';

const seconds = 1_000;
const now = 1_000_000;

const seen = (source: string, address: string, hostName: string | null, more: Partial<Sighting> = {}): Sighting => ({
  source,
  address,
  hostName,
  os: null,
  ssh: false,
  isPc: true,
  heardAt: now,
  ...more,
});

const places = (...sightings: Sighting[]): string[] =>
  mergeSightings(sightings)
    .map(({ view }) => `${view.name} ${view.address}`)
    .toSorted();

describe('the sightings of one PC are one candidate', () => {
  it('when it announces several services', () => {
    const [candidate, ...others] = mergeSightings([
      seen('_workstation._tcp', '192.168.10.27', 'studio-1', { os: 'linux', heardAt: now - 3 * seconds }),
      seen('_ssh._tcp', '192.168.10.27', 'STUDIO-1', { ssh: true }),
      seen('_smb._tcp', '192.168.10.27', null),
    ]);
    expect(others).toEqual([]);
    expect(candidate?.view).toMatchObject({
      address: '192.168.10.27',
      os: 'linux',
      ssh: true,
      sources: ['_smb._tcp', '_ssh._tcp', '_workstation._tcp'],
      lastHeardAt: now,
    });
    expect(candidate?.keys).toEqual(new Set(['192.168.10.27', 'studio-1']));
  });

  it('when it is heard on two adapters', () => {
    const cable = seen('_ssh._tcp', '192.168.10.9', 'studio-1', { heardAt: now - seconds });
    const wireless = seen('_ssh._tcp', '192.168.10.27', 'studio-1');
    expect(places(wireless, cable)).toEqual(['studio-1 192.168.10.9']);
    expect(places(cable, wireless)).toEqual(['studio-1 192.168.10.9']);
  });

  it('when it is known by IPv6 and by IPv4, of which IPv4 is shown', () => {
    expect(places(seen(byHand, 'fd00::27', 'studio-1'), seen('_ssh._tcp', '192.168.10.27', 'studio-1'))).toEqual([
      'studio-1 192.168.10.27',
    ]);
  });

  it('when a third sighting joins two that have nothing in common', () => {
    const sightings = [
      seen(byScan, '192.168.10.27', null),
      seen('_smb._tcp', '192.168.10.9', 'studio-1'),
      seen('_ssh._tcp', '192.168.10.27', 'studio-1'),
    ];
    expect(places(...sightings)).toHaveLength(1);
  });
});

describe('what changed', () => {
  it('leaves the old address of a PC that moved', () => {
    const before = seen('_ssh._tcp', '192.168.10.27', 'studio-1', { heardAt: now - 60 * seconds });
    expect(places(before, seen('_ssh._tcp', '192.168.10.99', 'studio-1'))).toEqual(['studio-1 192.168.10.99']);
  });

  it('leaves the old name of a PC that was renamed', () => {
    const before = seen('_ssh._tcp', '192.168.10.27', 'desktop-7ab', { heardAt: now - 200 * seconds });
    const after = seen('_smb._tcp', '192.168.10.27', 'studio-1');
    expect(places(before, after)).toEqual(['studio-1 192.168.10.27']);
    expect(mergeSightings([before, after])[0]?.keys).not.toContain('desktop-7ab');
  });

  it('keeps two PCs apart of which one got the other’s address', () => {
    const sightings = [
      seen('_ssh._tcp', '192.168.10.27', 'studio-1', { heardAt: now - 60 * seconds }),
      seen('_ssh._tcp', '192.168.10.27', 'studio-2', { heardAt: now - 30 * seconds }),
      seen('_ssh._tcp', '192.168.10.40', 'studio-1'),
    ];
    expect(places(...sightings)).toEqual(['studio-1 192.168.10.40', 'studio-2 192.168.10.27']);
  });

  it('keeps an address that somebody typed, under the name of whoever has it now', () => {
    const sightings = [
      seen(byHand, '192.168.10.27', 'old-name', { heardAt: now - 3_000 * seconds, ssh: true }),
      seen('_smb._tcp', '192.168.10.27', 'studio-1'),
    ];
    expect(places(...sightings)).toEqual(['studio-1 192.168.10.27']);
    expect(mergeSightings(sightings)[0]?.view).toMatchObject({ ssh: true, sources: ['_smb._tcp', 'by hand'] });
  });
});

describe('a candidate', () => {
  it('has the same id as long as it has its name, and one that a path can hold', () => {
    const idOf = (...sightings: Sighting[]): string => mergeSightings(sightings)[0]?.view.id ?? '';
    const id = idOf(seen('_ssh._tcp', '192.168.10.27', 'Studio-1'));
    expect(idOf(seen('_smb._tcp', '192.168.10.99', 'STUDIO-1'))).toBe(id);
    expect(idOf(seen('_smb._tcp', '192.168.10.99', null))).not.toBe(id);
    expect(id).toMatch(/^pc-[0-9a-f]{12}$/);
  });

  it('without a name is called by its address', () => {
    expect(places(seen(byScan, '192.168.10.27', null))).toEqual(['192.168.10.27 192.168.10.27']);
  });

  it('is no PC when one thing says that it is none', () => {
    const sightings = [
      seen('_ssh._tcp', '192.168.10.27', 'tv'),
      seen('_device-info._tcp', '192.168.10.27', null, { isPc: false }),
    ];
    expect(mergeSightings(sightings)[0]?.isPc).toBe(false);
  });

  it('of an office of many PCs is one for each', () => {
    const sightings = Array.from({ length: 60 }, (_, pc) => [
      seen('_ssh._tcp', `10.0.0.${pc}`, `pc${pc}`),
      seen('_smb._tcp', `10.0.0.${pc}`, null),
    ]).flat();
    expect(mergeSightings(sightings)).toHaveLength(60);
  });
});
