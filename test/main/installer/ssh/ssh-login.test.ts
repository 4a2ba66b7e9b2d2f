import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sshLogin } from '../../../../main/installer/ssh/ssh-login.ts';
import { installRig, requestFor } from '../../../support/install/install-rig.ts';
import { makeKey, startSshd } from '../../../support/install/ssh-host.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const aKey = (passphrase = ''): string => makeKey(path.join(tempDir(), 'key'), passphrase);
const login = (privateKey: string, passphrase: string | null = null) =>
  sshLogin('jana', { kind: 'key', privateKey, passphrase }, null);
const refused = (message: string) =>
  expect.objectContaining({
    problem: expect.objectContaining({ code: 'login_refused', message }) as unknown,
  }) as unknown;

describe('a key file', () => {
  it('is opened with its passphrase', () => {
    const text = readFileSync(aKey('open sesame'), 'utf8');
    expect(() => login(text, 'open sesame')).not.toThrow();
    expect(() => login(text)).toThrow(refused('The key file is locked: its passphrase is needed.'));
    expect(() => login(text, 'open barley')).toThrow(refused('The passphrase does not open the key file.'));
  });

  it('that is another file is refused before anybody connects', () => {
    const message = 'The key file holds no private key that can be read.';
    expect(() => login(readFileSync(`${aKey()}.pub`, 'utf8'))).toThrow(refused(message));
    expect(() => login('dear diary')).toThrow(refused(message));
  });

  it('that the other PC does not know is refused with what it takes', async () => {
    const host = await startSshd();
    const rig = installRig();
    const key = { kind: 'key', privateKey: readFileSync(aKey(), 'utf8'), passphrase: null } as const;
    const view = await rig.ended(rig.installs.start(requestFor(host, key)).id);
    expect(view.problem).toMatchObject({
      code: 'login_refused',
      message: `The user “${host.user}” was not let in with this key. It takes: publickey.`,
    });
  });
});

describe('the SSH agent of this PC’s user', () => {
  it('lets the user in with the keys that it holds', async () => {
    const host = await startSshd();
    const socket = startAgent();
    execFileSync('ssh-add', ['-q', aKey()], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    execFileSync('ssh-add', ['-q', host.keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    const rig = installRig({ sshAgent: socket });
    const view = await rig.ended(rig.installs.start(requestFor(host, { kind: 'agent' })).id);
    expect(view).toMatchObject({ state: 'done', problem: null });
  });

  it('is missed in plain words', async () => {
    const host = await startSshd();
    const rig = installRig();
    const view = await rig.ended(rig.installs.start(requestFor(host, { kind: 'agent' })).id);
    expect(view.problem?.message).toBe('No SSH agent runs for the user that AIvailable runs as.');
  });

  it('that does not answer is one way less', async () => {
    const host = await startSshd();
    const rig = installRig({ sshAgent: path.join(tempDir(), 'nobody') });
    const view = await rig.ended(rig.installs.start(requestFor(host, { kind: 'agent' })).id);
    expect(view.problem).toMatchObject({
      code: 'login_refused',
      message: `The user “${host.user}” was not let in with a key of the SSH agent. It takes: publickey.`,
    });
  });

  function startAgent(): string {
    const socket = path.join(tempDir(), 'agent');
    const said = execFileSync('ssh-agent', ['-a', socket], { encoding: 'utf8' });
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1]);
    onTestFinished(() => void process.kill(pid));
    return socket;
  }
});
