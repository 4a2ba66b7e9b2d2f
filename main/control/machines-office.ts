/** The port to the office's machines: what the window and the command line can do with them. */
import type {
  AskView,
  CandidateView,
  DiscoveryView,
  HostKeyRequest,
  HostKeyView,
  InstallRequest,
  InstallView,
  JoinCommands,
  JoinCommandsRequest,
  MachineChange,
  MachineTest,
} from '../../contract/control-machines.ts';
import type { OfficeBackup } from '../../contract/office-backup.ts';

/** What is known of PCs that are no machines yet. */
export interface Newcomers {
  readonly candidates: CandidateView[];
  readonly asks: AskView[];
  readonly installs: InstallView[];
  readonly discovery: DiscoveryView;
}

/** Each throws a ProblemError when it cannot be done; contract/control-machines.ts says what each means. */
export interface MachinesOffice {
  joinCommands(request: JoinCommandsRequest): Promise<JoinCommands>;
  acceptAsk(askId: string, name?: string): void;
  rejectAsk(askId: string): void;
  addCandidate(address: string): Promise<CandidateView>;
  dismissCandidate(candidateId: string): void;
  /** Begins to look through the network; returns at once. */
  scanNetwork(): void;
  hostKey(request: HostKeyRequest): Promise<HostKeyView>;
  forgetHostKey(request: HostKeyRequest): void;
  install(request: InstallRequest): InstallView;
  cancelInstall(installId: string): void;
  dismissInstall(installId: string): void;
  changeMachine(machineId: string, change: MachineChange): void;
  /** Begins the removal; returns at once. */
  removeMachine(machineId: string): void;
  /** Begins the update; returns at once. */
  updateMachine(machineId: string): void;
  /** Sends a wake-up call. Whether it is heard, nobody answers. */
  wakeMachine(machineId: string): Promise<void>;
  testMachine(machineId: string, gpuId: string | null, signal: AbortSignal): Promise<MachineTest>;
  backup(): Promise<OfficeBackup>;
}
