/** An office on the rig with PCs that are not booted: each runs the bundle's agent, which joined by a token. */
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { demoModel } from '../../common/demo-model.ts';
import { JoinCommands, MachineTest } from '../../contract/control-machines.ts';
import type { MachineView } from '../../contract/control-api.ts';
import type { Pc, PcOptions } from '../rig/pc.ts';
import { Rig } from '../rig/rig.ts';
import { processesOn } from './processes-on.ts';
import { RigAgent } from './rig-agent.ts';
import { agentsPort, type OfficeSurroundings, RigOffice } from './rig-office.ts';
import { unpackBundle } from './rig-product.ts';

const question = 'What is the capital of Portugal?';
export const answer = 'Lisbon';

const Completion = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]) });
const NewKey = z.object({ key: z.string() });

/** What of the demo model is somewhere: the replica and its runner's process. When nothing was reloaded, it stays the same. */
interface Loaded {
  readonly replicaId: string;
  readonly runners: readonly number[];
}

interface AgentOptions extends PcOptions {
  /** Its PC has a card: Mesa's software device, which counts as one there. */
  readonly softwareGpu?: boolean;
}

export class RigFleet {
  readonly rig: Rig;
  readonly office: RigOffice;
  /** The bundle for Linux, unpacked. */
  readonly bundle: string;
  #key = '';

  private constructor(rig: Rig, office: RigOffice, bundle: string) {
    this.rig = rig;
    this.office = office;
    this.bundle = bundle;
  }

  /** An office of its coordinator alone. @param surroundings of it, in a rig that stands */
  static async open(surroundings: (rig: Rig) => OfficeSurroundings = () => ({})): Promise<RigFleet> {
    const rig = await Rig.make();
    try {
      const office = await RigOffice.open(rig, surroundings(rig));
      return new RigFleet(rig, office, await unpackBundle(office.program, path.join(rig.folder, 'bundle')));
    } catch (error) {
      await rig.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.rig.close();
  }

  /** A PC whose agent belongs to no office yet and does not run. */
  async addPc(number: number, { softwareGpu = false, ...options }: AgentOptions = {}): Promise<RigAgent> {
    const flags = softwareGpu ? ['--allow-software-gpu'] : [];
    return new RigAgent(await this.rig.addPc(number, options), this.bundle, this.rig.folder, { flags });
  }

  /** An agent on a PC that is there. */
  agentOn(pc: Pc, env: NodeJS.ProcessEnv): RigAgent {
    return new RigAgent(pc, this.bundle, this.rig.folder, { env });
  }

  /** A PC whose agent joined by a token and is connected. */
  async join(number: number, options: AgentOptions = {}): Promise<RigAgent> {
    const agent = await this.addPc(number, options);
    await agent.join(await this.newToken(), this.address);
    agent.start();
    await this.office.serving(agent.pc.name);
    return agent;
  }

  /** Where agents dial. */
  get address(): string {
    return `${this.office.pc.address}:${agentsPort}`;
  }

  async newToken(): Promise<string> {
    return JoinCommands.parse(await this.office.control('POST', '/control/machines/tokens', { systems: ['linux'] }))
      .token;
  }

  /** Lets the demo model run on this machine alone, and waits until it does. */
  async serveOn(name: string): Promise<Loaded> {
    const { machines } = await this.office.state();
    for (const machine of machines) {
      await this.office.control('PATCH', `/control/machines/${machine.id}`, { paused: machine.name !== name });
    }
    await this.office.until(`the demo model is ready on ${name} alone`, ({ models }) =>
      models.some(({ state, readyOn }) => state === 'ready' && readyOn.join() === name),
    );
    return this.loadedOn(name);
  }

  /** @throws Error while it is not ready there */
  async loadedOn(name: string): Promise<Loaded> {
    const machine = (await this.office.state()).machines.find((one) => one.name === name);
    const replica = machine?.replicas.find(({ state }) => state === 'ready');
    const pc = this.rig.pcs.find((one) => one.name === name);
    const runners = pc ? await processesOn(pc, 'llama-runner') : [];
    if (!replica || runners.length === 0) throw new Error(`nothing is ready on ${name}`);
    return { replicaId: replica.replicaId, runners };
  }

  /** Waits until a machine is ready, and came to that after `since`. */
  back(name: string, since: number): Promise<MachineView> {
    return this.office.until(`${name} is back`, ({ machines }) =>
      machines.find((one) => one.name === name && one.state === 'ready' && one.since > since),
    );
  }

  /** Asks the demo model over the API that programs use. @returns its answer */
  async ask(): Promise<string> {
    return (await this.askModel(demoModel.name)).text;
  }

  /** The same of any model. @returns its answer, and the machine that gave it */
  async askModel(model: string): Promise<{ text: string; machine: string }> {
    const body = { model, temperature: 0, messages: [{ role: 'user', content: question }] };
    const { text, headers } = await this.#complete(body);
    const machine = String(headers['x-aivailable-machine']);
    return { text: Completion.parse(JSON.parse(text)).choices[0].message.content, machine };
  }

  /** Streams a story of the demo model. @returns milliseconds between two pieces of it, as they came */
  async streamGaps(): Promise<number[]> {
    const times: number[] = [];
    const body = { model: demoModel.name, stream: true, messages: [{ role: 'user', content: 'tell me a story' }] };
    await this.#complete(body, () => times.push(performance.now()));
    return times.slice(1).map((time, index) => time - (times[index] ?? time));
  }

  async #complete(body: object, onData?: () => void): Promise<{ text: string; headers: IncomingHttpHeaders }> {
    this.#key ||= NewKey.parse(JSON.parse(await this.office.command('key', 'new', 'rig', '--json'))).key;
    const { status, text, headers } = await this.office.ask('POST', '/v1/chat/completions', this.#key, body, onData);
    if (status !== 200) throw new Error(`${status} ${text}`);
    return { text, headers };
  }

  /** Lets the demo model answer on one device of a machine. */
  async test(name: string): Promise<MachineTest> {
    const id = (await this.office.state()).machines.find((machine) => machine.name === name)?.id;
    return MachineTest.parse(await this.office.control('POST', `/control/machines/${id}/test`, {}));
  }
}

/** Pulls the cable of a PC for a while. */
export async function pullCableFor(pc: Pc, milliseconds: number): Promise<void> {
  await pc.pullCable();
  await wait(milliseconds);
  await pc.plugCable();
}
