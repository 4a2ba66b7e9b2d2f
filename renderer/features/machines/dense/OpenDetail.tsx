import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { MachineDetail } from '../detail/MachineDetail.tsx';
import { MachineNotice } from '../detail/MachineNotice.tsx';
import { ReplicaDetail } from '../detail/ReplicaDetail.tsx';
import { lostSentences } from '../machine-words.ts';
import { blockAt, machineStop } from '../map/map-stops.ts';
import { denseBar } from './dense-bar.ts';
import { measures } from './dense-layout.ts';

interface Props {
  readonly state: OfficeState;
  readonly opened: string;
  readonly zoom: 'dense' | 'all';
  readonly px: number;
  readonly onMove: (stop: string) => void;
}

/** What is known of the machine or the block that is open on a dense map. */
export function OpenDetail({ state, opened, zoom, px, onMove }: Props): ReactElement | null {
  const { machines, marginBytes } = state;
  const machine = machines.find((one) => machineStop(one) === opened);
  if (machine) {
    return (
      <div className="dense-detail" key={machine.id}>
        <MachineDetail machine={machine} state={state} />
        {machine.state === 'lost' && (
          <p className="small ink2 dense-after">{lostSentences(machine, state).join(' ')}</p>
        )}
        <MachineNotice machine={machine} ourVersion={state.office.version} />
      </div>
    );
  }
  const block = blockAt(machines, opened);
  if (!block) return null;
  const { gpu, replica } = block;
  const bar = denseBar(gpu, block.machine.replicas, marginBytes, px, block.machine.limits[gpu.id]);
  const left = bar.blocks.find((one) => one.replica === replica)?.left ?? 0;
  return (
    <div className="dense-detail">
      <ReplicaDetail
        key={replica.replicaId}
        machine={block.machine}
        replica={replica}
        gpu={gpu}
        models={state.models}
        notch={measures[zoom].plotLeft + left + 4}
        onMove={() => onMove(opened)}
      />
    </div>
  );
}
