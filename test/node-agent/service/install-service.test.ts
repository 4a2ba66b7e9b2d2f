import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInstallRecord } from '../../../node-agent/service/install-record.ts';
import { installService } from '../../../node-agent/service/install-service.ts';
import { type Place, placeOf } from '../../../node-agent/service/place.ts';
import { Systemd } from '../../../node-agent/service/systemd.ts';
import { uninstallService } from '../../../node-agent/service/uninstall-service.ts';
import { makeFakeBundle } from '../../support/install/fake-bundle.ts';
import { FakeShell } from '../../support/install/fake-shell.ts';
import { listFiles } from '../../support/list-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

interface Pc {
  readonly home: string;
  readonly place: Place;
  readonly shell: FakeShell;
  readonly said: string[];
  readonly install: (version?: string, failing?: readonly string[]) => Promise<string>;
  readonly uninstall: (purge: boolean) => Promise<void>;
}

function aPc(): Pc {
  const home = tempDir();
  mkdirSync(path.join(home, '.config'));
  writeFileSync(path.join(home, '.config', 'of-somebody-else'), '');
  const place = placeOf('systemd-user', { home, env: {}, top: '/' });
  const said: string[] = [];
  const shellThat = (failing: readonly string[]): FakeShell => new FakeShell({ units: place.units ?? '', failing });
  const shell = shellThat([]);
  const manager = (own: FakeShell): Systemd =>
    new Systemd({ shell: own, say: (line) => void said.push(line), user: 'mia' });
  return {
    home,
    place,
    shell,
    said,
    install: async (version = '0.1.0', failing) => {
      const own = failing ? shellThat(failing) : shell;
      const { folder } = await makeFakeBundle(tempDir(), { version });
      return installService({ place, bundle: folder, coordinators: ['10.0.0.2:8421'], manager: manager(own) });
    },
    uninstall: async (purge) => {
      const record = readInstallRecord(place.data);
      if (!record) throw new Error('nothing is installed');
      await uninstallService(record, manager(shell), purge);
    },
  };
}

describe('an installation', () => {
  it('puts the bundle in its place and starts it as a service that needs no login', async () => {
    const { place, shell, install } = aPc();
    expect(await install()).toBe('0.1.0');
    expect(readlinkSync(path.join(place.root, 'current'))).toBe('versions/0.1.0');
    expect(statSync(path.join(place.root, 'current/bin/node')).mode & 0o777).toBe(0o755);
    expect(statSync(place.data).mode & 0o777).toBe(0o700);
    expect(readFileSync(path.join(place.units ?? '', 'aivailable-agent.service'), 'utf8')).toContain('10.0.0.2:8421');
    expect(shell.linger).toBe(true);
    expect(shell.ran.at(-1)).toBe('systemctl --user restart aivailable-agent.service');
  });

  it('leaves nothing behind when it is uninstalled with its data', async () => {
    const { home, place, shell, install, uninstall } = aPc();
    const before = listFiles(home);
    await install();
    mkdirSync(path.join(place.data, 'models'));
    writeFileSync(path.join(place.data, 'models', 'a.gguf'), 'weights');
    await uninstall(true);
    expect(listFiles(home)).toEqual(before);
    expect(shell.linger).toBe(false);
  });

  it('keeps the data otherwise, for the next installation', async () => {
    const { home, place, install, uninstall } = aPc();
    await install();
    writeFileSync(path.join(place.data, 'identity.json'), '{}');
    await uninstall(false);
    expect(listFiles(path.join(home, '.local/share/aivailable-agent'))).toEqual(['data/', 'data/identity.json']);
    await install();
    expect(existsSync(path.join(place.data, 'identity.json'))).toBe(true);
  });

  it('gives up lingering last, since that can end the session that it runs in', async () => {
    const { place, shell, install, uninstall } = aPc();
    await install();
    const left: boolean[] = [];
    shell.onRun = (line) => {
      if (line === 'loginctl disable-linger mia') left.push(existsSync(place.root));
    };
    await uninstall(true);
    expect(left).toEqual([false]);
    expect(shell.ran.at(-1)).toBe('loginctl disable-linger mia');
  });

  it('leaves lingering alone that was there before', async () => {
    const { shell, install, uninstall } = aPc();
    shell.linger = true;
    await install();
    await uninstall(true);
    expect(shell.linger).toBe(true);
  });

  it('brings an older one to its version, and keeps no other', async () => {
    const { place, install } = aPc();
    await install('0.1.0');
    await install('0.2.0');
    expect(readlinkSync(path.join(place.root, 'current'))).toBe('versions/0.2.0');
    expect(listFiles(path.join(place.root, 'versions'))).not.toContain('0.1.0/');
    expect(await install('0.2.0')).toBe('0.2.0');
  });

  it.each(['systemctl --user daemon-reload', 'systemctl --user enable', 'systemctl --user restart'])(
    'leaves nothing behind when "%s" fails',
    async (failing) => {
      const { home, install } = aPc();
      const before = listFiles(home);
      await expect(install('0.1.0', [failing])).rejects.toMatchObject({ problem: { code: 'install_failed' } });
      expect(listFiles(home)).toEqual(before);
    },
  );

  it('leaves the older one as it was when the newer one cannot be started', async () => {
    const { home, place, install } = aPc();
    await install('0.1.0');
    const before = listFiles(home);
    await expect(install('0.2.0', ['systemctl --user restart'])).rejects.toThrow('it was told to fail');
    expect(listFiles(home)).toEqual(before);
    expect(readlinkSync(path.join(place.root, 'current'))).toBe('versions/0.1.0');
  });

  it('says so when the agent will end with the user’s login', async () => {
    const { said, install } = aPc();
    await install('0.1.0', ['loginctl enable-linger']);
    expect(said).toEqual(['The agent runs only while mia is logged in: it was told to fail']);
  });

  it('takes no bundle with a changed byte, and none with a file too many or too few', async () => {
    const { home, place, shell } = aPc();
    const before = listFiles(home);
    const manager = new Systemd({ shell, say: () => undefined, user: 'mia' });
    const changes: Record<string, (folder: string) => void> = {
      'holds agent/more.mjs': (folder) => writeFileSync(path.join(folder, 'agent/more.mjs'), ''),
      'LICENSE in the bundle is not': (folder) => writeFileSync(path.join(folder, 'LICENSE'), 'MIX\n'),
      'lacks LICENSE': (folder) => rmSync(path.join(folder, 'LICENSE')),
    };
    for (const [sentence, change] of Object.entries(changes)) {
      const { folder } = await makeFakeBundle(tempDir());
      change(folder);
      const refused = installService({ place, bundle: folder, coordinators: [], manager });
      await expect(refused).rejects.toThrow(sentence);
      await expect(refused).rejects.toMatchObject({ problem: { code: 'bundle_damaged' } });
    }
    expect(listFiles(home)).toEqual(before);
    expect(shell.ran).toEqual([]);
  });
});

describe('an installation for all users', () => {
  it('has a user of its own, in the groups that may use graphics cards', async () => {
    const top = tempDir();
    for (const folder of ['opt', 'var/lib', 'etc/systemd/system'])
      mkdirSync(path.join(top, folder), { recursive: true });
    const before = listFiles(top);
    const place = placeOf('systemd-system', { home: '/root', env: {}, top });
    const shell = new FakeShell({ units: place.units ?? '', failing: ['id -u', 'getent group render'] });
    const manager = new Systemd({ shell, say: () => undefined, user: 'root' });
    const { folder } = await makeFakeBundle(tempDir());
    await installService({ place, bundle: folder, coordinators: [], manager });
    expect(shell.ran).toContain(
      `useradd --system --home-dir ${place.data} --no-create-home --shell /usr/sbin/nologin aivailable-agent`,
    );
    expect(shell.ran.filter((line) => line.startsWith('usermod'))).toEqual([
      'usermod --append --groups video aivailable-agent',
    ]);
    expect(shell.ran).toContain(`chown -R aivailable-agent: ${place.root} ${place.data}`);
    const record = readInstallRecord(place.data);
    if (!record) throw new Error('nothing is installed');
    await manager.removeLater(record);
    expect(existsSync(path.join(place.data, 'remove-me'))).toBe(true);
    await uninstallService(record, manager, true);
    expect(shell.ran).toContain('userdel aivailable-agent');
    expect(listFiles(top).filter((name) => !name.includes('default.target.wants'))).toEqual(before);
  });
});
