import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeSettings, loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

const write = (folder: string, body: string) => writeFileSync(path.join(folder, 'settings.json'), body);

describe('loadSettings', () => {
  it('has keys on private networks, and CPU machines and daily looks for updates off, when nothing was set', () => {
    expect(loadSettings(tempDir())).toMatchObject({
      lan: { port: 8420 },
      access: { networks: null, withoutKey: null },
      https: { enabled: true, port: 8422, require: false },
      agents: { host: '0.0.0.0', port: 8421 },
      engine: { allowSoftwareGpu: false, cpuMachines: false },
      hub: { token: null, bytesPerSecond: null, hours: null },
      updates: { daily: false },
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

describe('changeSettings', () => {
  it('changes what is named, and leaves the rest as a person wrote it', () => {
    const folder = tempDir();
    write(folder, '{"office": {"name": "Linden"}, "https": {"port": 8443}}');
    changeSettings(folder, 'https', { require: true });
    expect(loadSettings(folder).https).toEqual({ enabled: true, port: 8443, require: true });
    expect(JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'))).toEqual({
      office: { name: 'Linden' },
      https: { port: 8443, require: true },
    });
  });

  it('begins the file when there is none, for its owner’s eyes', () => {
    const folder = tempDir();
    changeSettings(folder, 'https', { require: true });
    expect(loadSettings(folder).https.require).toBe(true);
    expect((statSync(path.join(folder, 'settings.json')).mode & 0o777).toString(8)).toBe('600');
  });

  it('writes nothing over a file that is wrong', () => {
    const folder = tempDir();
    write(folder, '{"lan": {"port": "many"}}');
    expect(() => changeSettings(folder, 'https', { require: true })).toThrow('lan.port');
    expect(readFileSync(path.join(folder, 'settings.json'), 'utf8')).toBe('{"lan": {"port": "many"}}');
  });
});
