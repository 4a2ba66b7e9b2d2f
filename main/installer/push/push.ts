/** One installation over SSH: step after step, each shown while it runs, and all taken back when one fails. */
import { plainAddress } from '../../../common/address.ts';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { InstallRequest } from '../../../contract/control-machines.ts';
import { refuse } from '../../../contract/problem.ts';
import type { BundleInfo } from '../bundles/bundles.ts';
import { copyBundle } from './push-copy.ts';
import { PushHost } from './push-host.ts';
import type { PushParts } from './push-parts.ts';
import type { PushSteps } from './push-steps.ts';
import { PushUndo } from './push-undo.ts';
import { RemoteAgent } from './remote-agent.ts';
import type { HostFacts } from './remote-facts.ts';
import { factsInWords, judge } from './remote-judge.ts';
import { lookAt } from './remote-look.ts';
import { ConnectionLost, type SshSession } from '../ssh/ssh-session.ts';

const usualTunnelMs = 60_000;
/** For each thing that is taken back; the connection may have to be made anew for it. */
const undoMs = 60_000;

export class Push {
  readonly #parts: PushParts;
  readonly #address: string;
  readonly #wantSystem: boolean;
  readonly #user: string;
  readonly #host: PushHost;
  readonly #steps: PushSteps;
  readonly #undo = new PushUndo();

  constructor(parts: PushParts, request: InstallRequest, steps: PushSteps) {
    this.#parts = parts;
    this.#address = request.address;
    this.#user = request.user;
    this.#wantSystem = request.system === true;
    this.#host = new PushHost(parts, request);
    this.#steps = steps;
  }

  /** @returns the machine's id. @throws what went wrong; nothing is taken back yet. */
  async run(signal: AbortSignal): Promise<string> {
    await this.#connect(signal);
    const { judgement, agent } = await this.#look(signal);
    const bundle = await this.#bundle(judgement.platform, signal);
    const folder = await this.#copy(bundle, agent, signal);
    await this.#unpack(folder, agent, signal);
    const token = await this.#install(folder, agent, judgement.asSystem, signal);
    return this.#tunnel(token, agent, signal);
  }

  /** Takes back what was done. @returns what is left on the other PC, as sentences */
  takeBack(): Promise<string[]> {
    return this.#undo.run(this.#steps);
  }

  /** Ends the connection and forgets the password. */
  close(): void {
    this.#host.close();
  }

  async #connect(signal: AbortSignal): Promise<void> {
    this.#steps.begin('connect', `Connecting to ${this.#address} as ${this.#user}.`);
    const session = await this.#host.session(signal);
    const own = new Set(this.#parts.ownAddresses().map(plainAddress));
    if (own.has(plainAddress(session.remoteAddress))) {
      refuse('machine_is_here', `${this.#address} is this PC, which shares its cards already.`);
    }
    this.#steps.done('connect', 'Its key is the one that was compared, and the user is let in.');
  }

  async #look(signal: AbortSignal) {
    this.#steps.begin('look', 'Looking at its system, disk and cards.');
    const session = await this.#host.session(signal);
    const facts = await lookAt(session, { wantSudo: this.#wantSystem, signal });
    if (facts.agent) this.#refuseSecond(facts.agent);
    const judgement = judge(facts, this.#wantSystem, this.#parts.needs);
    if (!judgement.suits) refuse('host_unsuitable', judgement.reasons.join(' '));
    await session.sftp().then(
      (sftp) => sftp.end(),
      (error: unknown) => {
        if (error instanceof ConnectionLost) throw error;
        refuse('host_unsuitable', 'Its SSH transfers no files: SFTP is switched off there.');
      },
    );
    this.#steps.done('look', factsInWords(facts));
    return { judgement, agent: new RemoteAgent(facts, judgement.asSystem) };
  }

  #refuseSecond({ version, pin }: NonNullable<HostFacts['agent']>): never {
    if (pin === this.#parts.officePin) {
      refuse('install_failed', `${this.#address} has this office’s agent already, of version ${version}.`, {
        effect: 'Nothing was copied or installed.',
        action: 'Update the agent at that machine instead; if it is not connected, start that PC again.',
      });
    }
    if (pin === null) {
      refuse(
        'host_unsuitable',
        `${this.#address} has an agent already, of version ${version}; its office cannot be seen.`,
        {
          action: 'If it asks to join, accept it there. Otherwise uninstall it on that PC first.',
        },
      );
    }
    return refuse('host_unsuitable', `${this.#address} has the agent of another office, of version ${version}.`, {
      action: 'Let it leave that office first: on that PC, run its “leave”.',
    });
  }

  async #bundle(platform: BundleInfo['platform'], signal: AbortSignal): Promise<BundleInfo> {
    this.#steps.begin('bundle', `Getting the agent for ${platform}.`);
    const onLine = (line: string): void => this.#steps.tell('bundle', line);
    const bundle = await this.#parts.bundles.find(platform, { signal, onLine });
    this.#steps.done('bundle', `Version ${bundle.version} for ${platform}, ${bytesInWords(bundle.size)}.`);
    return bundle;
  }

  async #copy(bundle: BundleInfo, agent: RemoteAgent, signal: AbortSignal): Promise<string> {
    this.#steps.begin('copy', 'Making a folder of its own there.');
    const folder = await agent.makeFolder(await this.#host.session(signal), signal);
    this.#undo.add({
      step: 'copy',
      sentence: 'The temporary folder was removed.',
      left: `The temporary folder ${folder} is still there`,
      undo: async () => agent.removeFolder(await this.#again(), folder),
    });
    await copyBundle({
      bundle,
      folder,
      agent,
      session: () => this.#host.session(signal),
      signal,
      tell: (detail, progress) => this.#steps.tell('copy', detail, progress),
    });
    this.#steps.done('copy', `${bytesInWords(bundle.size)} arrived whole.`);
    return folder;
  }

  async #unpack(folder: string, agent: RemoteAgent, signal: AbortSignal): Promise<void> {
    this.#steps.begin('unpack', 'Unpacking there.');
    const version = await agent.unpack(await this.#host.session(signal), folder, signal);
    this.#steps.done('unpack', `Unpacked; its Node ${version} runs there.`);
  }

  async #install(folder: string, agent: RemoteAgent, asSystem: boolean, signal: AbortSignal): Promise<string> {
    const what = asSystem ? 'a service of the whole PC' : `a service of ${this.#user}`;
    this.#steps.begin('install', `Installing it as ${what}.`);
    const session = await this.#host.session(signal);
    this.#undo.add({
      step: 'install',
      sentence: 'The agent was uninstalled.',
      left: 'The agent is still installed',
      undo: async () => agent.uninstall(await this.#again()),
    });
    const said = await agent.install(session, folder);
    signal.throwIfAborted();
    const { admission, dialAddresses } = this.#parts;
    const token = admission.newToken();
    this.#undo.add({
      step: 'tunnel',
      sentence: 'The machine is not let in.',
      left: 'The machine is still let in',
      undo: async () => admission.takeBack(token),
    });
    await agent.join(session, token, dialAddresses());
    await agent.removeFolder(session, folder);
    this.#steps.done('install', `Installed as ${what}. ${said}`.trim());
    return token;
  }

  async #tunnel(token: string, agent: RemoteAgent, signal: AbortSignal): Promise<string> {
    this.#steps.begin('tunnel', 'Waiting until the agent connects.');
    const tunnelMs = this.#parts.tunnelMs ?? usualTunnelMs;
    const late = AbortSignal.timeout(tunnelMs);
    try {
      const { id, name } = await this.#parts.admission.waitForMachine(token, AbortSignal.any([signal, late]));
      this.#steps.done('tunnel', `Connected. It is ${name} from now on.`);
      return id;
    } catch (error) {
      if (signal.aborted || !late.aborted) throw error;
      const words = await this.#lastWords(agent, signal);
      const said = words === '' ? 'It wrote nothing to its log.' : `It wrote last: “${words}”`;
      return refuse('install_failed', `The agent did not connect within ${Math.round(tunnelMs / 1_000)} s. ${said}`);
    }
  }

  #lastWords(agent: RemoteAgent, signal: AbortSignal): Promise<string> {
    return this.#host
      .session(signal)
      .then((session) => agent.lastWords(session))
      .catch(() => '');
  }

  /** A session for taking back: what was aborted does not end it. */
  #again(): Promise<SshSession> {
    return this.#host.session(AbortSignal.timeout(undoMs));
  }
}
