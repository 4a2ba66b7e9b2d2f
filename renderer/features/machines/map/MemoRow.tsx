import { memo, type ComponentProps } from 'react';
import { machineWords } from '../machine-words.ts';
import { MachineRow } from './MachineRow.tsx';
import { ownStop } from './map-stops.ts';

type Props = ComponentProps<typeof MachineRow>;

/** Whether a row would look the same: what changes elsewhere in the office is none of its business. */
export function looksTheSame(before: Props, now: Props): boolean {
  const { machine, state } = now;
  return (
    before.machine === machine &&
    before.again === now.again &&
    before.gpus.length === now.gpus.length &&
    before.gpus.every((gpu, at) => gpu === now.gpus[at]) &&
    before.scale === now.scale &&
    before.plotLeft === now.plotLeft &&
    before.held === now.held &&
    ownStop(machine, before.opened) === ownStop(machine, now.opened) &&
    ownStop(machine, before.tabStop) === ownStop(machine, now.tabStop) &&
    before.state.marginBytes === state.marginBytes &&
    before.state.office.version === state.office.version &&
    // Only a lost machine says what became of its models.
    (machine.state !== 'lost' || before.state.models === state.models) &&
    // What is open, and what is dragged over, looks at the whole office.
    (before.state === state || (ownStop(machine, now.opened) === null && now.held === null)) &&
    machineWords(machine, before.now).words === machineWords(machine, now.now).words
  );
}

/** A machine on the map, drawn again only when something of it changed. */
export const MemoRow = memo(MachineRow, looksTheSame);
