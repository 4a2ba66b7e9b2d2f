/** What is known of an office beside its file: of one that runs there is more to say than a file holds. */
import type {
  Measured,
  OfficeDeployment,
  OfficeFile,
  OfficeGpu,
  OfficeMachine,
  OfficeRunning,
  OfficeVariant,
} from '../../../contract/office-file.ts';
import { memoryOf } from '../office/estimate.ts';
import type { Place } from './task.ts';
import { usableBytes } from './usable.ts';

export interface Circumstances {
  /** Bytes of a GPU that models may use. */
  readonly usableBytes: (machine: OfficeMachine, gpu: OfficeGpu, policy: OfficeFile['policy']) => number;
  /** What a replica takes that is to be loaded. */
  readonly memoryOf: (
    variant: OfficeVariant,
    backends: readonly string[],
    shape: { readonly context: number; readonly slots: number },
  ) => Measured;
  /** What one takes that runs; null: as one that is to be loaded. */
  readonly memoryOfRunning: (running: OfficeRunning) => Measured | null;
  /** Whether a replica of the deployment may stand there at all; null: everywhere. */
  readonly mayStand: ((deployment: OfficeDeployment, place: Place) => boolean) | null;
  /** Points for standing there, below 0 against it; null: none anywhere. */
  readonly bonus: ((deployment: OfficeDeployment, place: Place) => number) | null;
  /** Points for a replica that runs and stays; null: all that could stay bring those of the score together. */
  readonly stayPoints: ((running: OfficeRunning) => number) | null;
  /** Points for a deployment that stands on two machines: it outlives one of them. Null: none. */
  readonly secondPoints: ((deployment: OfficeDeployment) => number) | null;
}

/** All that there is to say stands in the file. */
export const ofFile: Circumstances = {
  usableBytes,
  memoryOf: (variant, backends, { context, slots }) => memoryOf(variant, { contextLength: context, slots }, backends),
  memoryOfRunning: () => null,
  mayStand: null,
  bonus: null,
  stayPoints: null,
  secondPoints: null,
};
