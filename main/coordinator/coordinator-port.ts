/** The coordinator as the programs that open it see it. */
import type { ActivityEvent } from '../../contract/activity.ts';
import type { OfficeState } from '../../contract/control-api.ts';
import type { Programs } from './programs.ts';

export interface CoordinatorOptions {
  readonly dataDir: string;
  readonly programs: Programs;
  /** In place of the settings' ports; 0 takes any free one. Without `agentsPort`, agents get the port after `port`. */
  readonly port?: number;
  readonly agentsPort?: number;
  /** Left out: the one after the agents'. */
  readonly httpsPort?: number;
  /** Somebody asked over the UI's API that everything stops. */
  readonly onShutdownWish?: () => void;
}

export interface Coordinator {
  /** Opens the window, signed in, in a browser of this PC. */
  readonly link: string;
  readonly port: number;
  readonly agentsPort: number;
  /** Null: HTTPS is not served. */
  readonly httpsPort: number | null;
  /** Called when a model becomes ready somewhere. */
  onModelReady(listener: (model: string, machine: string) => void): void;
  /** Called with each thing that happened in the office. */
  onEvent(listener: (event: ActivityEvent) => void): () => void;
  state(): OfficeState;
  /** Whether new requests are taken. */
  serve(on: boolean): void;
  /** This PC is about to sleep: its own machine's models leave, and their answers go on elsewhere as far as there is time. */
  sleep(): void;
  /** This PC woke up: its machine is used again, and tunnels that died meanwhile are opened anew at once. */
  wake(): void;
  /** Ends everything that was opened, within 5 s. */
  close(): Promise<void>;
}
