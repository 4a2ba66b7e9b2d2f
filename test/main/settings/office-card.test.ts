import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OfficeCard } from '../../../main/settings/office-card.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

describe('the office’s card', () => {
  it('is changed at once, and stays so, beside the other settings', () => {
    const dataDir = tempDir();
    const file = path.join(dataDir, 'settings.json');
    writeFileSync(file, JSON.stringify({ marginBytes: 7 }));
    const card = new OfficeCard(dataDir, loadSettings(dataDir).office);
    let told = 0;
    card.onChange(() => (told += 1));
    expect(card.facts.welcome).toBe('new');
    card.change({ name: 'Linden & Roth' });
    card.change({ welcome: 'other-pcs' });
    expect(card.facts).toEqual({ name: 'Linden & Roth', welcome: 'other-pcs' });
    expect(told).toBe(2);
    expect(loadSettings(dataDir)).toMatchObject({ office: card.facts, marginBytes: 7 });
  });

  it('changes nothing when the file was broken meanwhile, and says so', () => {
    const dataDir = tempDir();
    const file = path.join(dataDir, 'settings.json');
    const card = new OfficeCard(dataDir, loadSettings(dataDir).office);
    const { name } = card;
    writeFileSync(file, '{"marginBytes": "much"}');
    expect(() => card.change({ name: 'Other' })).toThrow(/marginBytes/);
    expect(card.name).toBe(name);
    expect(readFileSync(file, 'utf8')).toBe('{"marginBytes": "much"}');
  });
});
