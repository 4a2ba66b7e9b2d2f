/** The real coordinator on loopback, with machines that were let in beforehand: for measuring many, and what becomes of them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { OfficeState } from '../../contract/control-api.ts';
import { Running } from '../../main/base/data-folder.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { MachineBook } from '../../main/ledger/machines.ts';
import { openIdentity as openOffice } from '../../main/link/identity.ts';
import { openIdentity, type Identity } from '../../node-agent/link/identity.ts';
import { programFlags } from '../../scripts/node24.mjs';
import type { FleetPlan } from './fake-fleet.ts';

const settings = {
  lan: { host: '127.0.0.1', port: 0 },
  agents: { host: '127.0.0.1', port: 0 },
  discovery: { enabled: false },
};

export class FleetOffice {
  readonly identities: readonly Identity[];
  readonly #folder: string;
  readonly #pin: string;
  readonly #child: ChildProcess;
  #port = 0;

  private constructor(folder: string, pin: string, identities: readonly Identity[]) {
    this.#folder = folder;
    this.#pin = pin;
    this.identities = identities;
    const start = ['dist/aivailable.mjs', 'start', '--no-open', '--json', '--data', path.join(folder, 'data')];
    this.#child = spawn(process.execPath, [...programFlags, ...start], { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  /** Starts an office that knows this many machines. @param folder an empty one */
  static async start(folder: string, machines: number): Promise<FleetOffice> {
    const data = path.join(folder, 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, 'settings.json'), JSON.stringify(settings));
    const { pin } = await openOffice(data);
    const identities: Identity[] = [];
    for (let n = 0; n < machines; n += 1) identities.push(await openIdentity(path.join(folder, 'agents', String(n))));
    letIn(data, identities);
    const office = new FleetOffice(folder, pin, identities);
    office.#port = await office.#started();
    return office;
  }

  /** @returns the port where agents dial. */
  #started(): Promise<number> {
    return new Promise((resolve, reject) => {
      let said = '';
      this.#child.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.trimEnd().endsWith('}')) resolve((JSON.parse(said) as { agentsPort: number }).agentsPort);
      });
      this.#child.once('exit', (code) => reject(new Error(`the office ended with ${code}`)));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Writes what a fake fleet needs to know. @returns the file */
  plan(identities: readonly Identity[]): string {
    const file = path.join(this.#folder, `plan-${identities.length}-${identities[0]?.machineId}.json`);
    writeFileSync(file, JSON.stringify({ port: this.#port, pin: this.#pin, identities } satisfies FleetPlan));
    return file;
  }

  async state(): Promise<OfficeState> {
    const running = Running.parse(JSON.parse(readFileSync(path.join(this.#folder, 'data', 'running.json'), 'utf8')));
    const headers = { authorization: `Bearer ${running.token}` };
    const answer = await fetch(`http://127.0.0.1:${running.port}/control/state`, { headers });
    return OfficeState.parse(await answer.json());
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }
}

function letIn(data: string, identities: readonly Identity[]): void {
  const db = openLedger(data);
  const book = new MachineBook(db);
  for (const { machineId, certificate } of identities) {
    const fingerprint = fingerprintOf(certificate);
    const name = `FAKE-${machineId.slice(0, 8)}`;
    book.put({ id: machineId, machineId, name, certificate, fingerprint, local: false, removing: false });
  }
  db.close();
}
