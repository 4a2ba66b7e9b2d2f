/**
 * The machine routes of a scripted office. The password "wrong" is refused, a PC named FULL has no disk left, one named CHANGED
 * shows another host key than before; a join command is used by LAPTOP-7 some ticks after it was made.
 */
import {
  HostKeyRequest,
  InstallRequest,
  MachineChange,
  type HostKeyView,
  type InstallView,
  type JoinCommands,
  type MachineTest,
} from '../../../contract/control-machines.ts';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import { problem, refuse } from '../../../contract/problem.ts';
import { noSuchMachine } from '../../../main/base/no-such-machine.ts';
import { diskFull, endInstall, newInstall, stepFurther } from './fake-install.ts';
import { candidate } from './found-parts.ts';
import { gpu, machine } from './office-parts.ts';

const fingerprint = 'SHA256:p9Xq4mZtuVb2hK7sWcQe81LyoNf3RjTdgA6vXk0bE5M';
const joinTicks = 12;
const scanned = 254;

/** What a call is answered with; `body` undefined: nothing. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
}
const done: Answer = { status: 204 };

export class FakeMachines {
  readonly #tickMs: number;
  readonly #changed: () => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #forgotten = new Set<string>();
  #state: OfficeState;
  #made = 0;

  constructor(state: OfficeState, tickMs: number, changed: () => void) {
    this.#state = state;
    this.#tickMs = tickMs;
    this.#changed = changed;
    for (const { id, state: its, address } of state.installs) if (its === 'running') this.#advance(id, address);
  }

  get state(): OfficeState {
    return this.#state;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** @param rest the path after /control/machines, split; @throws ProblemError */
  answer(method: string, rest: readonly string[], body: unknown): Answer {
    const [room = '', id = '', verb = ''] = rest;
    switch (`${method} ${room}`) {
      case 'POST tokens':
        return this.#makeToken();
      case 'POST asks':
        return this.#decide(id, verb === 'accept', body);
      case 'POST candidates':
        return this.#addByHand((body as { address: string }).address);
      case 'DELETE candidates':
        this.update({ candidates: this.#state.candidates.filter((one) => one.id !== id) });
        return done;
      case 'POST scan':
        return this.#scan();
      case 'POST host-key':
        return this.#hostKey(HostKeyRequest.parse(body));
      case 'DELETE host-key':
        this.#forgotten.add(HostKeyRequest.parse(body).address);
        return done;
      case 'POST installs':
        return verb === 'cancel' ? this.#cancel(id) : this.#install(InstallRequest.parse(body));
      case 'DELETE installs':
        this.update({ installs: this.#state.installs.filter((one) => one.id !== id) });
        return done;
      case 'PATCH ' + room:
        return this.#change(room, MachineChange.parse(body));
      case 'DELETE ' + room:
        return this.#remove(room);
      case 'POST ' + room:
        if (id === 'wake') return this.#wake(room);
        return id === 'update' ? this.#update(room) : this.#test(room, (body as { gpuId?: string }).gpuId);
      default:
        return refuse('not_found', 'There is nothing at this address.');
    }
  }

  /** The office changes, and everybody who looks is told. */
  update(changes: Partial<OfficeState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#changed();
  }

  #setMachine(id: string, changes: Partial<MachineView>): void {
    this.update({ machines: this.#state.machines.map((one) => (one.id === id ? { ...one, ...changes } : one)) });
  }

  #find(id: string): MachineView {
    return this.#state.machines.find((one) => one.id === id) ?? noSuchMachine();
  }

  /** Calls `tick` until it says that it is over. */
  #every(tick: () => boolean): void {
    const timer = setInterval(() => {
      if (!tick()) return;
      clearInterval(timer);
      this.#timers.delete(timer);
    }, this.#tickMs);
    this.#timers.add(timer);
  }

  #later(ticks: number, act: () => void): void {
    let left = ticks;
    this.#every(() => {
      left -= 1;
      if (left <= 0) act();
      return left <= 0;
    });
  }

  #arrive(name: string, address: string): string {
    const id = name.toLowerCase();
    const joining = machine(name, [], [], { id, address, state: 'joining', since: Date.now(), hardware: null });
    this.update({ machines: [...this.#state.machines, joining] });
    const gtx = gpu('GTX 1650', 4, 0.3, { backend: 'cuda' });
    this.#later(3, () => this.#setMachine(id, { ...machine(name, [gtx], [], { id, address }), since: Date.now() }));
    return id;
  }

  #makeToken(): Answer {
    const token = `AIV1.${'9f3c61e27b'.repeat(7).slice(0, 64)}.K7QM2XPD84RWTN6H`;
    const link = `http://192.168.10.12:8420/join#${token}`;
    const sha256 = '5e1c07d2'.repeat(8);
    const body: JoinCommands = {
      token,
      link,
      expiresAt: Date.now() + 10 * 60_000,
      commands: {
        windows:
          `iwr http://192.168.10.12:8420/join/install.ps1 -o aiv.ps1; if ((Get-FileHash aiv.ps1).Hash -eq '${sha256}') ` +
          `{ ./aiv.ps1 ${token} }`,
        linux:
          `curl -fsSo aiv.sh http://192.168.10.12:8420/join/install.sh && echo '${sha256}  aiv.sh' | sha256sum -c && ` +
          `sh aiv.sh ${token}`,
        macos: null,
      },
      making: false,
    };
    if (!this.#state.machines.some(({ id }) => id === 'laptop-7')) {
      this.#later(joinTicks, () => this.#arrive('LAPTOP-7', '192.168.10.77'));
    }
    return { status: 200, body };
  }

  #decide(id: string, accept: boolean, body: unknown): Answer {
    const ask =
      this.#state.asks.find((one) => one.id === id) ?? refuse('ask_not_found', 'This machine does not ask any more.');
    this.update({ asks: this.#state.asks.filter((one) => one !== ask) });
    if (accept) this.#arrive((body as { name?: string }).name ?? ask.hostName, ask.address);
    return done;
  }

  #addByHand(address: string): Answer {
    const added = candidate(address, address, { sources: ['by hand'] });
    this.update({ candidates: [...this.#state.candidates, added] });
    return { status: 200, body: added };
  }

  #scan(): Answer {
    const scanning = (asked: number) => ({
      discovery: { ...this.#state.discovery, scanning: asked < scanned ? { done: asked, total: scanned } : null },
    });
    this.update(scanning(0));
    this.#every(() => {
      const asked = (this.#state.discovery.scanning?.done ?? scanned) + 40;
      this.update(scanning(asked));
      if (asked < scanned) return false;
      this.update({
        candidates: [
          ...this.#state.candidates,
          candidate('BACK-OFFICE', '192.168.10.90', { os: 'linux', sources: ['network scan'] }),
        ],
      });
      return true;
    });
    return { status: 202 };
  }

  #hostKey({ address }: HostKeyRequest): Answer {
    if (/^none/i.test(address))
      refuse(
        'host_unreachable',
        `${address} is there, but nothing answers on its port 22: SSH is off, or uses another port.`,
      );
    const changed = /changed/i.test(address) && !this.#forgotten.has(address);
    const known = changed ? 'changed' : /again/i.test(address) ? 'same' : 'first visit';
    const body: HostKeyView = { fingerprint, algorithm: 'ED25519', known };
    return { status: 200, body };
  }

  #install({ address, user, login }: InstallRequest): Answer {
    this.#made += 1;
    const install = newInstall(`install-${this.#made}`, address, user, Date.now());
    this.update({ installs: [...this.#state.installs, install] });
    if (login.kind === 'password' && login.password === 'wrong') {
      const why = problem(
        'login_refused',
        `The user “${user}” was not let in with this password. It takes: publickey, password.`,
      );
      this.#later(2, () => this.#changeInstall(install.id, (one) => endInstall(one, why, Date.now())));
    } else {
      this.#advance(install.id, address);
    }
    return { status: 200, body: install };
  }

  #changeInstall(id: string, change: (install: InstallView) => InstallView): void {
    this.update({ installs: this.#state.installs.map((one) => (one.id === id ? change(one) : one)) });
  }

  #advance(id: string, address: string): void {
    this.#every(() => {
      const install = this.#state.installs.find((one) => one.id === id);
      if (install?.state !== 'running') return true;
      const atUnpack = install.steps.some(({ name, state }) => name === 'unpack' && state === 'running');
      const next =
        atUnpack && /^full/i.test(address)
          ? endInstall(install, diskFull, Date.now())
          : stepFurther(install, Date.now());
      const name = this.#state.candidates.find((one) => one.address === address)?.name ?? address;
      const machineId = next.state === 'done' ? this.#arrive(name, address) : null;
      this.#changeInstall(id, () => ({ ...next, machineId }));
      return next.state !== 'running';
    });
  }

  #cancel(id: string): Answer {
    this.#changeInstall(id, (one) => endInstall(one, null, Date.now()));
    return done;
  }

  #change(id: string, { limits, hours, ...change }: MachineChange): Answer {
    const old = this.#find(id);
    const kept = Object.entries({ ...old.limits, ...limits }).filter((one): one is [string, number] => one[1] !== null);
    const paused = change.paused ?? old.paused;
    const state = paused ? 'paused' : old.state === 'paused' ? 'ready' : old.state;
    const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#setMachine(id, {
      ...set,
      ...(hours !== undefined && { hours }),
      limits: Object.fromEntries(kept),
      state,
      replicas: paused ? [] : old.replicas.filter(({ gpuIds }) => gpuIds.every((one) => limits?.[one] !== 0)),
    });
    return done;
  }

  #remove(id: string): Answer {
    const { thisPc } = this.#find(id);
    if (thisPc) refuse('machine_is_here', 'This is the PC that the office itself runs on.');
    this.#setMachine(id, { state: 'removing', since: Date.now() });
    this.#later(4, () => this.update({ machines: this.#state.machines.filter((one) => one.id !== id) }));
    return { status: 202 };
  }

  #update(id: string): Answer {
    this.#find(id);
    this.#setMachine(id, { state: 'updating', notice: null, since: Date.now() });
    this.#later(4, () => this.#setMachine(id, { state: 'ready', agentVersion: '0.1.0', since: Date.now() }));
    return { status: 202 };
  }

  #wake(id: string): Answer {
    const { canWake, name } = this.#find(id);
    if (!canWake) refuse('wake_impossible', `No network card of ${name} is known.`);
    this.#later(6, () => this.#setMachine(id, { state: 'ready', replicas: [], since: Date.now() }));
    return { status: 202 };
  }

  #test(id: string, gpuId?: string): Answer {
    const { name, gpus } = this.#find(id);
    const tested =
      gpus.find((one) => one.id === gpuId) ??
      gpus[0] ??
      refuse('probe_failed', `${name} has no device that can be used.`);
    if (!tested.usable) refuse('probe_failed', tested.reason ?? `${tested.name} cannot be used.`);
    const body: MachineTest = {
      machine: name,
      gpuId: tested.id,
      gpuName: tested.name,
      backend: tested.backend,
      text: 'The capital of Portugal is Lisbon.',
      tokensPerSecond: 412,
      loadMs: 1_240,
    };
    return { status: 200, body };
  }
}
