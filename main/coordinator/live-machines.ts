/** The office's machines as the window's API commands them, over the rooms that run. */
import type {
  CandidateView,
  HostKeyRequest,
  HostKeyView,
  InstallRequest,
  InstallView,
  JoinCommands,
  JoinCommandsRequest,
  JoinSystem,
  MachineChange,
  MachineTest,
} from '../../contract/control-machines.ts';
import type { OfficeBackup } from '../../contract/office-backup.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { refuse } from '../../contract/problem.ts';
import { noSuchMachine } from '../base/no-such-machine.ts';
import type { MachinesOffice, Newcomers } from '../control/machines-office.ts';
import type { Discovery } from '../discovery/discovery.ts';
import type { Enrolment } from '../enrolment/enrolment.ts';
import type { HostKeys } from '../installer/ssh/host-keys.ts';
import type { Installs } from '../installer/push/installs.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import type { LinkTo } from '../link/link-to.ts';
import type { AgentUpdates } from './agent-updates.ts';
import { devicesKnown } from './devices-known.ts';

type NewToken = Pick<ReturnType<Enrolment['createToken']>, 'token' | 'expiresAt'>;

interface LiveMachinesParts {
  readonly inventory: Inventory;
  readonly use: MachineUse;
  readonly enrolment: Enrolment;
  readonly discovery: Discovery;
  readonly hostKeys: HostKeys;
  readonly installs: Installs;
  readonly updates: AgentUpdates;
  readonly wake: (machineId: string) => Promise<void>;
  readonly linkTo: LinkTo;
  /** @param systems whose bundles are made when they are not there; null: all */
  readonly commandsFor: (
    token: NewToken,
    systems: readonly JoinSystem[] | null,
    signal: AbortSignal,
  ) => Promise<JoinCommands>;
  readonly backup: () => Promise<OfficeBackup>;
}

/** What a machine that is tested is asked: the demo model knows it. */
const testPrompt = 'What is the capital of Portugal?';

export class LiveMachines implements MachinesOffice {
  readonly #parts: LiveMachinesParts;
  readonly #closing = new AbortController();

  constructor(parts: LiveMachinesParts) {
    this.#parts = parts;
  }

  newcomers(): Newcomers {
    const { discovery, enrolment, installs } = this.#parts;
    return {
      candidates: discovery.candidates(),
      asks: enrolment.asks(),
      installs: installs.list(),
      discovery: discovery.view(),
    };
  }

  /** Called when something changed that the inventory does not tell. */
  onChange(listener: () => void): () => void {
    const { discovery, enrolment, installs, updates, use } = this.#parts;
    const stops = [discovery, enrolment, installs, updates, use].map((room) => room.onChange(listener));
    return () => stops.forEach((stop) => stop());
  }

  close(): void {
    this.#closing.abort();
  }

  async joinCommands({ token, systems }: JoinCommandsRequest): Promise<JoinCommands> {
    const { enrolment, commandsFor } = this.#parts;
    const made = token === undefined ? enrolment.createToken() : { token, expiresAt: enrolment.validUntil(token) };
    return commandsFor(made, systems ?? null, this.#closing.signal);
  }

  acceptAsk(askId: string, name?: string): void {
    this.#parts.enrolment.accept(askId, name ?? null);
  }

  rejectAsk(askId: string): void {
    this.#parts.enrolment.reject(askId);
  }

  addCandidate(address: string): Promise<CandidateView> {
    return this.#parts.discovery.add(address, this.#closing.signal);
  }

  dismissCandidate(candidateId: string): void {
    this.#parts.discovery.dismiss(candidateId);
  }

  scanNetwork(): void {
    // What it finds, and how far it is, the office's state shows.
    this.#parts.discovery.scan(this.#closing.signal).catch(() => undefined);
  }

  hostKey(request: HostKeyRequest): Promise<HostKeyView> {
    return this.#parts.hostKeys.look(request, this.#closing.signal);
  }

  forgetHostKey(request: HostKeyRequest): void {
    this.#parts.hostKeys.forget(request);
  }

  install(request: InstallRequest): InstallView {
    return this.#parts.installs.start(request);
  }

  cancelInstall(installId: string): void {
    this.#parts.installs.cancel(installId);
  }

  dismissInstall(installId: string): void {
    this.#parts.installs.dismiss(installId);
  }

  changeMachine(machineId: string, { name, paused, hours, limits, wakeWhenNeeded }: MachineChange): void {
    const { enrolment, use } = this.#parts;
    this.#machine(machineId);
    if (name !== undefined) enrolment.rename(machineId, name);
    if (paused !== undefined) use.setPaused(machineId, paused);
    if (hours !== undefined) use.setHours(machineId, hours);
    if (wakeWhenNeeded !== undefined) use.setWakeWhenNeeded(machineId, wakeWhenNeeded);
    for (const [gpuId, bytes] of Object.entries(limits ?? {})) {
      this.#gpu(machineId, gpuId);
      use.setLimit(machineId, gpuId, bytes);
    }
  }

  removeMachine(machineId: string): void {
    this.#parts.enrolment.remove(machineId);
  }

  updateMachine(machineId: string): void {
    this.#parts.updates.start(machineId);
  }

  wakeMachine(machineId: string): Promise<void> {
    return this.#parts.wake(machineId);
  }

  async testMachine(machineId: string, gpuId: string | null, signal: AbortSignal): Promise<MachineTest> {
    const { name } = this.#machine(machineId);
    await devicesKnown(this.#parts.inventory, machineId, signal);
    const gpu = this.#gpu(machineId, gpuId);
    const link = this.#parts.linkTo(machineId) ?? refuse('machine_not_connected', `${name} is not connected.`);
    const result = await link.probe({ gpuId: gpu.id, prompt: testPrompt }, signal);
    return { machine: name, gpuId: gpu.id, gpuName: gpu.name, backend: gpu.backend, ...result };
  }

  backup(): Promise<OfficeBackup> {
    return this.#parts.backup();
  }

  #machine(machineId: string) {
    return this.#parts.inventory.machine(machineId) ?? noSuchMachine();
  }

  /** @param gpuId null: the first card that can be used, else the processor. */
  #gpu(machineId: string, gpuId: string | null): Gpu {
    const { name, gpus } = this.#machine(machineId);
    const usable = gpus.filter((gpu) => gpu.usable);
    const found =
      gpuId === null
        ? (usable.find((gpu) => gpu.backend !== 'cpu') ?? usable[0])
        : gpus.find((gpu) => gpu.id === gpuId);
    if (found) return found;
    const sentence = gpuId === null ? `${name} has no device that can be used.` : `${name} has no device ${gpuId}.`;
    return refuse('invalid_request', sentence, { param: 'gpuId' });
  }
}
