/** Journey: one PC gets an agent by the join page's line, which is removed, and then one for all its users. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { version } from '../../common/version.ts';
import { root } from '../support/source/source-files.ts';
import { programMs, until } from '../support/until.ts';
import { officeUser, type BootedPc } from './booted-pc.ts';
import { Rig } from './rig.ts';
import { RigProgram } from './rig-program.ts';

const bundles = path.join(root, 'dist', 'bundles');
const unit = 'aivailable-agent.service';
const Lines = z.object({ linux: z.string(), windows: z.string().nullable(), macos: z.string().nullable() });

let rig: Rig;
let booted: BootedPc;
let lines: z.infer<typeof Lines>;
beforeAll(async () => {
  execFileSync(process.execPath, [path.join(root, 'scripts/bundle/make-bundle.mjs'), 'linux-x64'], { cwd: root });
  rig = await Rig.make();
  const coordinator = await rig.addCoordinator();
  booted = await rig.install(await rig.addPc(1));
  await booted.boot();
  const pages = new RigProgram(coordinator, 'join-pages', [bundles, coordinator.address], Lines);
  lines = await until('the join page is served', () => pages.last, programMs);
});
afterAll(() => rig?.close());

/** As the user, without the session that a login on the screen has. */
const asUser = (command: string): Promise<string> =>
  booted.exec('runuser', '-l', officeUser.name, '-c', `export XDG_RUNTIME_DIR=/run/user/$(id -u); ${command}`);
const asRoot = (command: string): Promise<string> =>
  booted.exec('sh', '-ec', `PATH=/usr/sbin:/usr/bin:/sbin:/bin; ${command}`);

const inHome = '"$HOME/.local/share/aivailable-agent"';
const isActive = async (run: typeof asUser, scope: string): Promise<boolean> =>
  (await run(`systemctl ${scope} is-active ${unit} || true`)).trim() === 'active';
const pidOf = async (run: typeof asUser, scope: string): Promise<number> =>
  Number(await run(`systemctl ${scope} show --property=MainPID --value ${unit}`));

/** The agent's files, wherever they are. */
const traces = (): string[] =>
  [...booted.disk.files().keys()].filter((file) => /aivailable|\/linger\/|default\.target\.wants/.test(file));

describe('an agent that the line of the join page installed', () => {
  it('runs as the user’s service without a login, and comes back after a kill and a power cut', async () => {
    expect(await asUser(lines.linux)).toContain('Done. The agent asks to join.');
    await until('the agent runs', () => isActive(asUser, '--user'), programMs);
    expect(await asUser(`${inHome}/current/bin/node ${inHome}/current/agent/node-agent.mjs --version`)).toBe(
      `${version}\n`,
    );
    // Whoever sits there needs to know no folder.
    const agent = `${inHome}/current/bin/node ${inHome}/current/agent/node-agent.mjs`;
    expect(await asUser(`${agent} pause --for 30`)).toContain('This PC is paused until');
    expect(await asUser(`${agent} status`)).toMatch(/^The agent runs .*\n.*\nIt is paused by its user until/s);
    expect(await asUser(`${agent} resume`)).toContain('This PC takes models again');
    const first = await pidOf(asUser, '--user');
    await asUser(`kill -9 ${first}`);
    await until('the agent is back', async () => ![0, first].includes(await pidOf(asUser, '--user')), programMs);
    await booted.powerCut();
    await booted.boot();
    await until('the agent is back after the power cut', () => isActive(asUser, '--user'), programMs);
  });

  it('removes itself from a unit of its own, and leaves nothing behind', async () => {
    expect(traces()).not.toEqual([]);
    const program = `${inHome}/current/bin/node ${inHome}/current/agent/node-agent.mjs`;
    // As the agent does it when it was removed from its office.
    await asUser(
      `systemd-run --user --no-block --collect ${program} service uninstall --purge --data ${inHome}/data 2>&1`,
    );
    await until('nothing is left', () => traces().length === 0, programMs);
    expect(await asUser(`find . -mindepth 1 -not -name '.bash*' -not -name .profile`)).toBe('');
  });
});

describe('an agent for all users of a PC', () => {
  it('runs as a user of its own, and is removed on its own wish', async () => {
    const archive = `aivailable-agent-${version}-linux-x64.tar.gz`;
    const where = lines.linux.match(/u=(\S+);/)?.[1] ?? '';
    await asRoot(
      `mkdir -p /root/x/bundle; cd /root/x; curl -fsSO ${where}/join/files/${archive}; tar -xzf ${archive} -C bundle`,
    );
    await asRoot(
      'cd /root/x; bundle/bin/node bundle/agent/node-agent.mjs service install --system; cd /; rm -rf /root/x',
    );
    await until('the agent runs', () => isActive(asRoot, ''), programMs);
    expect(await asRoot(`ps -o user:32= -p ${await pidOf(asRoot, '')}`)).toBe('aivailable-agent\n');
    expect(await asRoot('stat -c %U:%a /var/lib/aivailable-agent')).toBe('aivailable-agent:700\n');
    await asRoot('runuser -u aivailable-agent -- touch /var/lib/aivailable-agent/remove-me');
    await until('nothing is left', () => traces().length === 0, programMs);
    await until(
      'its user is gone',
      async () => (await asRoot('id aivailable-agent || echo gone')) === 'gone\n',
      programMs,
    );
  });
});
