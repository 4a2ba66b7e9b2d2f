import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

const write = (folder: string, body: string) => writeFileSync(path.join(folder, 'settings.json'), body);

describe('loadSettings', () => {
  it('has keys on private networks and CPU machines off when nothing was set', () => {
    expect(loadSettings(tempDir())).toMatchObject({
      lan: { port: 8420 },
      agents: { host: '0.0.0.0', port: 8421 },
      engine: { allowSoftwareGpu: false, cpuMachines: false },
      hub: { token: null, bytesPerSecond: null },
    });
  });

  it('fills what is missing in a section', () => {
    const folder = tempDir();
    write(folder, '{"lan": {"port": 9000}}');
    expect(loadSettings(folder).lan).toEqual({ host: '0.0.0.0', port: 9000 });
  });

  it('names every wrong entry at once and leaves the file as it is', () => {
    const folder = tempDir();
    const body = '{"lan": {"port": "many"}, "colour": "red"}';
    write(folder, body);
    expect(() => loadSettings(folder)).toThrow(/lan\.port: .*; settings: .*colour/);
    expect(readFileSync(path.join(folder, 'settings.json'), 'utf8')).toBe(body);
  });

  it('says when the file is not JSON', () => {
    const folder = tempDir();
    write(folder, '{"lan": ');
    expect(() => loadSettings(folder)).toThrow('settings.json is not readable as JSON.');
  });
});
