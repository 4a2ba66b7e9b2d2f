/** Journey: the app's package for Debian, installed on a PC and removed again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../common/version.ts';
import { packApp } from '../support/desktop/pack-app.ts';
import { until } from '../support/until.ts';
import { officeUser, type BootedPc } from './booted-pc.ts';
import { Rig } from './rig.ts';

const deb = `aivailable_${version}_amd64.deb`;
let work: string;
let rig: Rig;
let booted: BootedPc;
beforeAll(async () => {
  work = mkdtempSync(path.join(os.tmpdir(), 'aivailable-deb-'));
  const release = await packApp(work, 'deb');
  rig = await Rig.make();
  booted = await rig.install(await rig.addPc(1));
  await booted.boot();
  await copyFile(path.join(release, deb), path.join(booted.disk.root, 'root', deb));
});
afterAll(async () => {
  await rig?.close();
  rmSync(work, { recursive: true, force: true });
});

const asRoot = (command: string): Promise<string> =>
  booted.exec('sh', '-ec', `PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root; ${command}`);
const asUser = (command: string): Promise<string> => booted.exec('runuser', '-l', officeUser.name, '-c', command);
/** The app's files, wherever they are. */
const traces = (): string[] =>
  [...booted.disk.files()]
    .filter(([file, mark]) => mark !== 'removed' && /aivailable|x-gguf/i.test(file) && !file.endsWith('.deb'))
    .map(([file]) => file)
    // dpkg keeps what it knew of a package until it is purged.
    .filter((file) => !file.startsWith('/var/lib/dpkg/info/'));

describe('the app’s package for Debian', () => {
  it('is installed with everything that it depends on said', async () => {
    await asRoot(`dpkg --install /root/${deb}`);
    expect(await asRoot("dpkg-query -W -f '${Status} ${Version}' aivailable")).toBe(`install ok installed ${version}`);
    const depends = await asRoot("dpkg-query -W -f '${Depends}|${Recommends}' aivailable");
    expect(depends).toMatch(/libgtk-3-0.*libnss3.*\|libvulkan1/);
  });

  it('is started by its name, and by a desktop as its entry says', async () => {
    expect(await asUser('aivailable --hidden')).toBe('started with: --hidden\n');
    const entry = '/usr/share/applications/aivailable.desktop';
    expect(await asRoot(`desktop-file-validate --no-hints ${entry}`)).toBe('');
    const text = await asRoot(`cat ${entry}`);
    expect(text).toContain('\nExec=/opt/AIvailable/aivailable %U\n');
    expect(text).toContain('\nStartupWMClass=aivailable\n');
    expect(await asRoot('ls /usr/share/icons/hicolor/512x512/apps')).toContain('aivailable.png');
  });

  it('opens links and model files', async () => {
    for (const type of ['x-scheme-handler/aivailable', 'application/x-gguf'])
      expect(await asUser(`xdg-mime query default ${type}`)).toBe('aivailable.desktop\n');
    expect(await asRoot('cat /usr/share/mime/globs2')).toContain(':application/x-gguf:*.gguf\n');
    await asUser(`printf 'GGUF\\003\\000\\000\\000' > 'a model.gguf'`);
    expect(await asUser('gio info -a standard::content-type "a model.gguf"')).toContain('application/x-gguf');
    expect(await asUser('gio mime x-scheme-handler/aivailable')).toContain('aivailable.desktop');
  });

  it('brings the agent for other PCs, which runs', async () => {
    const archive = `/opt/AIvailable/resources/bundles/aivailable-agent-${version}-linux-x64.tar.gz`;
    const run = 'bin/node agent/node-agent.mjs --version';
    expect(await asUser(`mkdir agent && cd agent && tar -xzf ${archive} && ${run}`)).toBe(`${version}\n`);
  });

  it('is upgraded over itself', async () => {
    await asRoot(`dpkg --install /root/${deb}`);
    expect(await asUser('aivailable')).toBe('started with: \n');
  });

  it('is removed, and nothing of it stays', async () => {
    expect(traces()).not.toEqual([]);
    await asRoot('dpkg --remove aivailable');
    await until('nothing is left', () => traces().length === 0);
    expect(await asUser('xdg-mime query default x-scheme-handler/aivailable')).toBe('');
    await asRoot('dpkg --purge aivailable');
    expect(await asRoot('ls /var/lib/dpkg/info | grep -c "^aivailable" || true')).toBe('0\n');
  });
});
