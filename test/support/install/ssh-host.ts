/** PCs with SSH for tests: Debian's own sshd with login by key, and a server that demands a password and writes down who came. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';
import type { AuthContext, ServerChannel, Session } from 'ssh2';
import { onTestFinished } from 'vitest';
import { dialSsh } from '../../../main/installer/ssh/ssh-socket.ts';
import { until } from '../until.ts';

export interface SshHost {
  readonly port: number;
  /** Of its host key. */
  readonly fingerprint: string;
  /** The user's home over there. */
  readonly home: string;
  /** Files with these names change how its programs behave. */
  readonly switches: string;
  readonly user: string;
}

export interface PasswordHost extends SshHost {
  readonly password: string;
  /** What was shown by whoever came: "none jana", "password jana wrong". */
  readonly shown: string[];
}

/** Systemd as an installation sees it. It writes down what was asked of it. */
const systemctl = (folder: string): string => `#!/bin/sh\necho "$0 $*" >>"${folder}/asked"\nexit 0\n`;

/** Nobody there is root, whoever runs the test. */
const id = '#!/bin/sh\ncase "$1" in -u) echo 4711 ;; *) exec /usr/bin/id "$@" ;; esac\n';

/** A disk on which nothing is free, in the words of df. */
const noSpace = `#!/bin/sh
echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'
echo '/dev/sda1 4096 4096 0 100% /home'
`;

/** A limit for files stands for a full disk: a write that goes over it fails. */
const sftpServer = (fullAfter: number | undefined): readonly [string, ...string[]] => {
  const program = '/usr/lib/openssh/sftp-server';
  return fullAfter === undefined
    ? [program]
    : ['/bin/bash', '-c', `trap '' XFSZ; ulimit -f ${fullAfter}; exec ${program}`];
};

/** A folder for a PC: a home, programs in its PATH, and switches. The folder is removed with the test. */
function makeHost() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-ssh-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const [home, bin, switches] = ['home', 'bin', 'switches'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const one of [home, bin, switches]) mkdirSync(one);
  const programs = { systemctl: systemctl(folder), loginctl: systemctl(folder), id };
  for (const [name, text] of Object.entries(programs)) writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  const env = { HOME: home, PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, SWITCHES: switches };
  return { folder, home, bin, switches, env };
}

/** A key as ssh-keygen makes it, without a passphrase unless one is given. */
export function makeKey(file: string, passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'test', '-f', file]);
  return file;
}

/** The fingerprint as `ssh-keygen -l` shows it. */
const fingerprintOf = (file: string): string =>
  execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(' ')[1] ?? '';

/** Debian's sshd, for the user of the test, who is let in by the key in `keyFile`. */
export async function startSshd(): Promise<SshHost & { keyFile: string }> {
  const { folder, home, switches, env } = makeHost();
  const [hostKey, keyFile] = [makeKey(path.join(folder, 'host_key')), makeKey(path.join(folder, 'user_key'))];
  const port = await freePort();
  const settings = {
    ListenAddress: `127.0.0.1:${port}`,
    HostKey: hostKey,
    PidFile: 'none',
    AuthorizedKeysFile: `${keyFile}.pub`,
    StrictModes: 'no',
    PasswordAuthentication: 'no',
    KbdInteractiveAuthentication: 'no',
    PermitRootLogin: 'yes',
    UsePAM: 'no',
    MaxStartups: '100',
    Subsystem: 'sftp internal-sftp',
    SetEnv: Object.entries(env)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  };
  writeFileSync(
    path.join(folder, 'sshd_config'),
    Object.entries(settings)
      .map((pair) => pair.join(' '))
      .join('\n'),
  );
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', path.join(folder, 'sshd_config')], { stdio: 'ignore' });
  onTestFinished(() => ended(child));
  await until('sshd answers', async () => {
    const socket = await dialSsh({ address: '127.0.0.1', port }, 1_000, new AbortController().signal);
    socket.destroy();
    return true;
  });
  return { port, fingerprint: fingerprintOf(`${hostKey}.pub`), home, switches, user: os.userInfo().username, keyFile };
}

interface PasswordHostOptions {
  /** How the password is asked for. */
  readonly method?: 'password' | 'keyboard-interactive';
  /** How it runs a command; a POSIX shell unless told otherwise. */
  readonly shell?: (command: string) => readonly [string, ...string[]];
  /** In the place of the home that it makes. */
  readonly home?: string;
  /** Where its user's programs keep their data: XDG_DATA_HOME, with ~ for the home; not set unless told otherwise. */
  readonly dataHome?: string;
  /** Its disk is full when a file has so many kilobytes. */
  readonly fullAfter?: number;
  /** Whether it transfers files; it does unless told otherwise. */
  readonly sftp?: boolean;
}

/** A server that lets the user “jana” in with a password, and runs what she asks for as the user of the test. */
export async function startPasswordHost({
  method = 'password',
  shell,
  home,
  dataHome,
  fullAfter,
  sftp = true,
}: PasswordHostOptions = {}): Promise<PasswordHost> {
  const host = makeHost();
  if (fullAfter !== undefined) writeFileSync(path.join(host.bin, 'df'), noSpace, { mode: 0o755 });
  const env: NodeJS.ProcessEnv & { HOME: string } = { ...host.env, HOME: home ?? host.home };
  if (dataHome !== undefined) env['XDG_DATA_HOME'] = dataHome.replace('~', env.HOME);
  const hostKey = makeKey(path.join(host.folder, 'host_key'));
  const shown: string[] = [];
  const password = 'Correct-Horse-77';
  const children = new Set<ChildProcess>();
  const start = ([program, ...args]: readonly [string, ...string[]], channel: ServerChannel): void => {
    const child = spawn(program, args, { env, cwd: env.HOME, detached: true });
    children.add(child);
    channel.pipe(child.stdin);
    child.stdin.on('error', () => undefined);
    child.stdout.pipe(channel, { end: false });
    child.stderr.pipe(channel.stderr, { end: false });
    channel.once('close', () => child.kill('SIGHUP'));
    child.once('close', (code) => {
      children.delete(child);
      channel.exit(code ?? 1);
      channel.end();
    });
  };
  const letIn = (context: AuthContext): void => {
    if (context.method === 'keyboard-interactive') {
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
        shown.push(`keyboard-interactive ${context.username} ${answers.join()}`);
        decide(context, answers[0]);
      });
      return;
    }
    shown.push(`${context.method} ${context.username}${context.method === 'password' ? ` ${context.password}` : ''}`);
    decide(context, context.method === 'password' ? context.password : undefined);
  };
  const decide = (context: AuthContext, said: string | undefined): void => {
    if (context.username === 'jana' && context.method === method && said === password) context.accept();
    else context.reject([method]);
  };
  const serve = (session: Session): void => {
    session.on('exec', (accept, _reject, { command }) =>
      start(shell?.(command) ?? ['/bin/sh', '-c', command], accept()),
    );
    // The types know no subsystem but by its event for all of them.
    if (sftp) session.on('subsystem', (accept: () => ServerChannel) => start(sftpServer(fullAfter), accept()));
  };
  const clients = new Set<ssh2.Connection>();
  const server = new ssh2.Server({ hostKeys: [execFileSync('cat', [hostKey])] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.once('close', () => clients.delete(client));
    client.on('authentication', letIn);
    client.on('session', (accept) => serve(accept()));
  });
  // Every answer is small: none may wait for another one.
  const door = createServer({ noDelay: true }, (socket) => server.injectSocket(socket));
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const client of clients) client.end();
    await Promise.all([...children].map(ended));
    await new Promise<void>((resolve) => door.close(() => resolve()));
  });
  return {
    port: (door.address() as AddressInfo).port,
    fingerprint: fingerprintOf(`${hostKey}.pub`),
    home: env.HOME,
    switches: host.switches,
    user: 'jana',
    password,
    shown,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}
