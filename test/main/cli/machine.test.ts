import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addMachineCommands } from '../../../main/cli/machine.ts';
import type { FakeOfficeName } from '../../support/fake-control/fake-offices.ts';
import { fakeOfficeFolder, scriptedTerminal, type } from '../../support/typed-command.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const fingerprint = 'SHA256:p9Xq4mZtuVb2hK7sWcQe81LyoNf3RjTdgA6vXk0bE5M';

async function openOffice(office: FakeOfficeName = 'linden') {
  const { dataDir, fake } = await fakeOfficeFolder(office);
  const machine = async (args: readonly string[], answers: readonly string[] = []) => {
    const { terminal, asked } = scriptedTerminal(answers);
    const typed = await type(
      (program) => addMachineCommands(program, terminal),
      ['machine', ...args, '--data', dataDir],
    );
    return { ...typed, asked };
  };
  const named = (name: string) => fake.state?.machines.find((one) => one.name === name);
  return { fake, machine, named };
}

describe('aivailable machine list', () => {
  it('shows machines, who asks with the code, and what was found', async () => {
    const { machine } = await openOffice();
    const { stdout, code } = await machine(['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/DESIGN-01\s+answering\s+192\.168\.10\.21\s+agent 0\.1\.0/);
    expect(stdout).toMatch(/2 Quadro P2000\s+5\.0 GB\s+cuda, at most 4\.0 GB/);
    expect(stdout).toContain('serves Mon to Fri, 18:00 to 08:00 the next day');
    expect(stdout).toMatch(/48-KITE\s+STUDIO-1\s+192\.168\.10\.24/);
    expect(stdout).toMatch(/PLOTTER-PC\s+192\.168\.10\.27\s+Linux\s+SSH\n/);
  });

  it('says of a PC that its user paused who alone can end that', async () => {
    const { machine, named } = await openOffice('states');
    expect((await machine(['list'])).stdout).toMatch(
      /paused by its user until .*\d\d:\d\d; only the person at that PC can end it/,
    );
    expect((await machine(['resume', 'DESIGN-02'])).stdout).toMatch(
      /^DESIGN-02 is paused by its user until .*; it is used again when that person ends the pause\.\n$/,
    );
    expect(named('DESIGN-02')?.userPause).not.toBeNull();
  });

  it('sends a wake-up call, and lets the office do so by itself', async () => {
    const { machine, named } = await openOffice();
    expect((await machine(['wake', 'ACCOUNTS-02'])).stdout).toMatch(/^ACCOUNTS-02 was called\./);
    await until('it is back', () => named('ACCOUNTS-02')?.state === 'ready');
    expect((await machine(['wake', 'STUDIO-3'])).stderr).toContain('No network card of STUDIO-3 is known.');
    const on = await machine(['wake-when-needed', 'ACCOUNTS-02', 'on']);
    expect(on.stdout).toBe('ACCOUNTS-02 is woken when it is needed.\n');
    expect(named('ACCOUNTS-02')?.wakeWhenNeeded).toBe(true);
    expect((await machine(['list'])).stdout).toContain('woken when it is needed');
    expect((await machine(['wake-when-needed', 'ACCOUNTS-02', 'maybe'])).stderr).toContain('neither on nor off');
  });

  it('says what to check when nothing was heard', async () => {
    const { machine } = await openOffice('alone');
    expect((await machine(['list'])).stdout).toContain('→ Connect all PCs to the office’s own network');
  });

  it('tells an office of several PCs only how to look for more', async () => {
    const { machine } = await openOffice('states');
    const { stdout } = await machine(['list']);
    expect(stdout).toMatch(/No other PC was heard\..*aivailable machine scan\n$/);
  });

  it('gives it all to programs', async () => {
    const { machine } = await openOffice('adding');
    const { stdout } = await machine(['list', '--json']);
    const { machines, asks, candidates, installs } = JSON.parse(stdout) as Record<string, unknown[]>;
    expect([machines, asks, candidates, installs].map((list) => list?.length)).toEqual([5, 2, 3, 2]);
  });

  it('explains that no office runs', async () => {
    const { terminal } = scriptedTerminal([]);
    const args = ['machine', 'list', '--data', tempDir()];
    const { stderr, code } = await type((program) => addMachineCommands(program, terminal), args);
    expect(code).toBe(1);
    expect(stderr).toContain('No office runs from');
  });
});

describe('aivailable machine add', () => {
  it('shows the fingerprint first, asks for the password unseen, and shows each step', async () => {
    const { machine, fake, named } = await openOffice();
    const { stdout, asked, code } = await machine(['add', 'plotter-pc'], ['y', 'jana', 'pa55']);
    expect(asked).toEqual([
      'Does “ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub” show the same over there?',
      'User on plotter-pc: ',
      'Password of jana on plotter-pc: ',
    ]);
    expect(stdout.indexOf(fingerprint)).toBeLessThan(stdout.indexOf('ok      log in over SSH'));
    expect(stdout).toContain('ok      copy the agent: 87 MB arrived whole');
    expect(stdout).toContain('plotter-pc is part of the office.');
    expect(stdout).not.toContain('pa55');
    expect(code).toBe(0);
    expect(named('PLOTTER-PC')?.address).toBe('192.168.10.27');
    expect(fake.state?.installs).toEqual([]);
  });

  it('does nothing when the fingerprints differ', async () => {
    const { machine, fake } = await openOffice();
    const { stderr, code, asked } = await machine(['add', '10.0.0.3'], ['n']);
    expect(stderr).toContain('No password was sent');
    expect([code, asked.length, fake.state?.installs.length]).toEqual([1, 1, 0]);
  });

  it('asks nothing when the fingerprint was given and is right, and takes the password from standard input', async () => {
    const { machine } = await openOffice();
    const args = ['add', '10.0.0.3', '--user', 'jana', '--host-key', fingerprint, '--password-stdin', '--json'];
    const { stdout, asked, code } = await machine(args, ['pa55']);
    expect(asked).toEqual(['standard input']);
    expect(JSON.parse(stdout)).toMatchObject({ install: { state: 'done', user: 'jana', address: '10.0.0.3' } });
    expect(code).toBe(0);
  });

  it('refuses another fingerprint than the one that was given', async () => {
    const { machine, fake } = await openOffice();
    const other = `SHA256:${'A'.repeat(43)}`;
    const { stderr, code } = await machine(['add', '10.0.0.3', '--user', 'jana', '--host-key', other], ['pa55']);
    expect(stderr).toContain('not the fingerprint that was given');
    expect([code, fake.state?.installs.length]).toEqual([1, 0]);
  });

  it('stops at a changed fingerprint, whatever is agreed to, until the old one is forgotten', async () => {
    const { machine } = await openOffice();
    const add = ['add', 'changed-pc', '--user', 'jana', '--yes'];
    const first = await machine(add, ['y', 'pa55']);
    expect(first.stderr).toContain('aivailable machine forget-key changed-pc');
    expect([first.code, first.asked]).toEqual([1, []]);
    expect((await machine(['forget-key', 'changed-pc'])).code).toBe(0);
    expect((await machine(add, ['pa55'])).code).toBe(0);
  });

  it('takes no fingerprint for granted when nobody is there to compare it', async () => {
    const { machine } = await openOffice();
    const { stderr, code } = await machine(['add', '10.0.0.3', '--user', 'jana']);
    expect(stderr).toContain('Nobody compared the fingerprint');
    expect(code).toBe(1);
  });

  it('says why it failed, and what was undone', async () => {
    const { machine } = await openOffice();
    const { stdout, stderr, code } = await machine(['add', 'full-disk', '--user', 'jana', '--yes'], ['pa55']);
    expect(stdout).toContain('FAILED  unpack it');
    expect(stdout).toContain('undone  copy the agent');
    expect(stderr).toContain('the bundle alone has 225 MB');
    expect(code).toBe(1);
  });

  it('says that the password was refused', async () => {
    const { machine } = await openOffice();
    const { stderr, code } = await machine(['add', '10.0.0.3', '--user', 'jana', '--yes'], ['wrong']);
    expect(stderr).toContain('was not let in with this password');
    expect(code).toBe(1);
  });

  it('reads a key from its file, and asks for a passphrase only when it has one', async () => {
    const { machine } = await openOffice();
    const key = path.join(tempDir(), 'id');
    const add = ['add', '10.0.0.3', '--user', 'jana', '--yes', '--key', key];
    writeFileSync(key, '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n');
    expect((await machine(add)).code).toBe(0);
    writeFileSync(key, '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n-----END RSA PRIVATE KEY-----\n');
    const second = await machine([...add.slice(0, 1), '10.0.0.4', ...add.slice(2)], ['open sesame']);
    expect(second.asked).toEqual([`Passphrase of ${key}: `]);
    expect(second.code).toBe(0);
    const none = await machine(['add', '10.0.0.5', '--user', 'jana', '--yes', '--key', `${key}-none`]);
    expect(none.stderr).toContain('ENOENT');
  });
});

describe('aivailable machine approve and reject', () => {
  it('lets in by the code that the other screen shows, however it is typed', async () => {
    const { machine, fake, named } = await openOffice();
    expect((await machine(['approve', '48kite'])).stdout).toContain('STUDIO-1 is let in.');
    expect(fake.state?.asks).toEqual([]);
    expect(named('STUDIO-1')).toBeDefined();
  });

  it('asks whether the codes are the same when only the name was given', async () => {
    const { machine, fake } = await openOffice();
    const no = await machine(['approve', 'studio-1'], ['n']);
    expect(no.asked[0]).toContain('48-KITE');
    expect([no.code, fake.state?.asks.length]).toEqual([1, 1]);
    expect((await machine(['approve', 'studio-1'], ['y'])).code).toBe(0);
  });

  it('warns of a machine id that is known already', async () => {
    const { machine } = await openOffice('adding');
    expect((await machine(['approve', '48-KITE'])).stdout).toContain('the same machine id as STUDIO-3');
  });

  it('sends away, and says who asks when nobody does by that name', async () => {
    const { machine, fake } = await openOffice();
    const { stderr, code } = await machine(['reject', '99-NOBODY']);
    expect(stderr).toContain('asking: STUDIO-1 (48-KITE)');
    expect(code).toBe(1);
    await machine(['reject', '48-KITE']);
    expect(fake.state?.asks).toEqual([]);
  });
});

describe('aivailable machine token and scan', () => {
  it('prints one command for each system, and what is missing', async () => {
    const { machine } = await openOffice();
    const { stdout } = await machine(['token']);
    expect(stdout).toMatch(/Windows\s+iwr http/);
    expect(stdout).toContain('npm run bundle -- mac-arm64');
    expect(stdout).toMatch(/Agent\s+aivailable agent join AIV1\./);
    expect(JSON.parse((await machine(['token', '--json'])).stdout)).toHaveProperty('link');
  });

  it('prints the command of one system alone', async () => {
    const { machine } = await openOffice();
    const { stdout } = await machine(['token', '--system', 'linux']);
    expect(stdout).toMatch(/Linux\s+curl /);
    expect(stdout).not.toMatch(/Windows|macOS/);
  });

  it('looks through the network to its end', async () => {
    const { machine } = await openOffice();
    expect((await machine(['scan'])).stdout).toMatch(/PLOTTER-PC[^]*BACK-OFFICE/);
  });
});

describe('how a machine is used', () => {
  it('is changed by rename, pause, resume, hours and limit', async () => {
    const { machine, named } = await openOffice();
    await machine(['rename', 'studio-3', 'RENDER']);
    await machine(['pause', 'RENDER']);
    expect(named('RENDER')?.state).toBe('paused');
    await machine(['resume', 'RENDER']);
    expect(named('RENDER')?.paused).toBe(false);
    const { stdout } = await machine(['hours', 'RENDER', 'mon-fri', '18:00-08:00']);
    expect(stdout).toBe('RENDER serves Mon to Fri, 18:00 to 08:00 the next day.\n');
    await machine(['hours', 'RENDER', 'always']);
    expect(named('RENDER')?.hours).toBeNull();
    await machine(['limit', 'DESIGN-01', '1080', '4GB']);
    expect(Object.values(named('DESIGN-01')?.limits ?? {})).toContain(4 * 1024 ** 3);
    await machine(['limit', 'DESIGN-01', '1', 'none']);
    expect(Object.keys(named('DESIGN-01')?.limits ?? {})).toHaveLength(1);
  });

  it('is refused with the names that there are', async () => {
    const { machine } = await openOffice();
    const { stderr, code } = await machine(['pause', 'NOBODY']);
    expect(stderr).toContain('there is: DESIGN-01, STUDIO-3');
    expect(code).toBe(1);
    expect((await machine(['limit', 'DESIGN-01', 'RX', '4GB'])).stderr).toContain('1 (GTX 1080 Ti), 2 (Quadro P2000)');
    expect((await machine(['hours', 'MEETING', 'sometimes'])).stderr).toContain('mon-fri 18:00-08:00');
    const asJson = await machine(['pause', 'NOBODY', '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { code: 'machine_not_found' } });
  });

  it('is tried out by a test, on the device that is named', async () => {
    const { machine } = await openOffice();
    const { stdout } = await machine(['test', 'DESIGN-01', '--gpu', 'P2000']);
    expect(stdout).toContain('Quadro P2000, works with cuda');
    expect(stdout).toContain('412.0 tokens/s, loaded in 1.2 s');
  });

  it('goes with remove, after a question', async () => {
    const { machine, named } = await openOffice();
    expect((await machine(['remove', 'STUDIO-3'], ['n'])).code).toBe(1);
    expect(named('STUDIO-3')?.state).toBe('answering');
    expect((await machine(['remove', 'STUDIO-3'], ['y'])).code).toBe(0);
    await until('it is gone', () => named('STUDIO-3') === undefined);
    expect((await machine(['remove', 'RECEPTION', '--yes'])).stderr).toContain('pause it');
  });

  it('gets a new agent by update', async () => {
    const { machine, named } = await openOffice('states');
    expect((await machine(['update', 'CAD-2'])).stdout).toContain('A new agent is brought to CAD-2');
    await until('it is updated', () => named('CAD-2')?.agentVersion === '0.1.0');
  });
});
