/** The office in a few figures: what the tray shows. */
import { z } from 'zod';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import { servingOf, ServingState } from '../../../contract/serving-state.ts';

export const OfficeStatus = z.strictObject({
  /** The tray's drawing, in assets/icons/tray, has this name. */
  serving: ServingState,
  machines: z.int().nonnegative(),
  /** Those on which a model is ready. */
  machinesServing: z.int().nonnegative(),
  tokensPerSecond: z.number().nonnegative(),
  /** Answers that are being written now. */
  answers: z.int().nonnegative(),
  /** What programs use as their base URL; null where there is no network. */
  apiAddress: z.string().nullable(),
});
export type OfficeStatus = z.infer<typeof OfficeStatus>;

export function statusOf(state: OfficeState): OfficeStatus {
  const replicas = state.machines.flatMap((machine) => machine.replicas);
  const [address] = state.office.addresses;
  return {
    serving: servingOf(state),
    machines: state.machines.length,
    machinesServing: state.machines.filter(isServing).length,
    tokensPerSecond: replicas.reduce((sum, replica) => sum + replica.tokensPerSecond, 0),
    answers: replicas.reduce((sum, replica) => sum + replica.slotsBusy, 0),
    apiAddress: address === undefined ? null : `http://${address}/v1`,
  };
}

const isServing = ({ state, replicas }: MachineView): boolean =>
  state !== 'lost' && replicas.some((replica) => replica.state === 'ready');
