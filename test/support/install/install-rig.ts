/** The installer's side of an installation over SSH: a ledger, a bundle, and an office that lets machines in as a test says. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { InstallRequest, InstallView } from '../../../contract/control-machines.ts';
import type { BundleInfo } from '../../../main/installer/bundles/bundles.ts';
import { Installs } from '../../../main/installer/push/installs.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { SshHostBook } from '../../../main/ledger/ssh-hosts.ts';
import { scriptedBundle } from './scripted-bundle.ts';
import type { SshHost } from './ssh-host.ts';
import { tempDir } from '../temp-dir.ts';
import { until } from '../until.ts';

export const officePin = 'ab'.repeat(32);

interface RigOptions {
  /** Bytes that the bundle has beside its programs. */
  readonly filling?: number;
  /** How long a tunnel is waited for; without it the machine connects at once. */
  readonly silentForMs?: number;
  readonly ownAddresses?: readonly string[];
  readonly sshAgent?: string;
  /** Bytes of disk that a PC must have free. */
  readonly freeDisk?: number;
  /** How long its end waits for what is taken back; short, as a test that is over waits for nothing. */
  readonly closeMs?: number;
  /** In the place of the bundle's own. */
  readonly sha256?: string;
}

export function installRig(options: RigOptions = {}) {
  const { filling = 0, silentForMs, ownAddresses = [], sshAgent = null, freeDisk = 0, closeMs = 200 } = options;
  const db = openLedger(tempDir());
  const hosts = new SshHostBook(db);
  const made = scriptedBundle(tempDir(), filling);
  const bundle: BundleInfo = { ...made, sha256: options.sha256 ?? made.sha256 };
  const takenBack: string[] = [];
  const logged: string[] = [];
  const views: string[] = [];
  let tokens = 0;
  const installs = new Installs({
    hosts,
    bundles: { find: () => Promise.resolve(bundle) },
    admission: {
      newToken: () => `AIV1.${officePin}.${'0'.repeat(15)}${(tokens += 1)}`,
      waitForMachine: (_token, signal) =>
        silentForMs === undefined
          ? Promise.resolve({ id: 'machine-1', name: 'PLOTTER-PC' })
          : new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      takeBack: (token) => void takenBack.push(token),
    },
    officePin,
    dialAddresses: () => ['192.168.10.12:8421', '10.0.0.5:8421'],
    ownAddresses: () => ownAddresses,
    sshAgent,
    needs: { freeDisk },
    ...(silentForMs === undefined ? {} : { tunnelMs: silentForMs }),
    closeMs,
    clock: { now: () => 1_000 },
    log: pino({}, { write: (line: string) => void logged.push(line) }),
  });
  installs.onChange(() => views.push(JSON.stringify(installs.list())));
  onTestFinished(async () => {
    await installs.close();
    db.close();
  });
  return { installs, hosts, bundle, takenBack, logged, views, ended: (id: string) => ended(installs, id) };
}

/** Waits until it has ended, whatever became of it. */
const ended = (installs: Installs, id: string): Promise<InstallView> =>
  until(
    'the installation ended',
    () => installs.list().find((view) => view.id === id && view.state !== 'running'),
    30_000,
  );

export const requestFor = (
  { port, user, fingerprint }: Pick<SshHost, 'port' | 'user' | 'fingerprint'>,
  login: InstallRequest['login'],
): InstallRequest => ({ address: '127.0.0.1', port, user, hostKey: fingerprint, login });

/** Every file and folder below, sorted. */
export const listing = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => path.join(folder, name));
