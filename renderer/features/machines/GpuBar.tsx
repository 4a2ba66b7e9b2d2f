import type { ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { BarGroup } from './BarGroup.tsx';
import type { MapPlace } from './map-place.ts';
import { barSentence } from './machine-words.ts';
import { barGeometry, loadedShare } from './map-geometry.ts';
import { barStop, blockStop } from './map-stops.ts';
import { HeldPreview } from './HeldPreview.tsx';
import { ReplicaBlock } from './ReplicaBlock.tsx';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly state: OfficeState;
}

/** A device's memory: what models use from the left, what other programs use from the right. */
export function GpuBar({ machine, gpu, state, ...place }: Props): ReactElement {
  const { scale, opened, tabStop, held, onOpen, onFocus, onGrab } = place;
  const limit = machine.limits[gpu.id];
  const bar = barGeometry(gpu, machine.replicas, state.marginBytes, scale, limit);
  const own = barStop(machine, gpu);
  const empty = bar.blocks.length === 0;
  return (
    <BarGroup
      width={bar.width}
      totalBytes={gpu.totalBytes}
      label={barSentence(gpu, machine.replicas, state.marginBytes, limit)}
      takes={own}
      stop={empty ? { name: own, tabbable: tabStop === own, onFocus: () => onFocus(own) } : null}
    >
      {bar.blocks.map((block) => {
        const stop = blockStop(machine, gpu, block.replica.replicaId);
        return (
          <ReplicaBlock
            key={block.replica.replicaId}
            block={block}
            gpu={gpu}
            arrived={loadedShare(gpu, machine.replicas, block.replica)}
            stop={stop}
            open={opened === stop}
            tabbable={tabStop === stop}
            onOpen={() => onOpen(stop)}
            held={held?.stop === stop}
            dragging={held !== null}
            onFocus={() => onFocus(stop)}
            onGrab={(event) => onGrab(event, stop, own)}
          />
        );
      })}
      {bar.free.text && (
        <span className="free" style={{ left: bar.free.left, width: bar.free.width }}>
          {bar.free.text}
        </span>
      )}
      {bar.held.text && (
        <span className="free ink3" style={{ left: bar.held.left, width: bar.held.width }}>
          {bar.held.text}
        </span>
      )}
      {bar.other.width > 0 && (
        <span className="other" style={{ width: bar.other.width }}>
          {bar.other.text && <span>{bar.other.text}</span>}
        </span>
      )}
      <span className="limit" style={{ left: bar.limit }} />
      {held?.over === own && <HeldPreview machines={state.machines} held={held} left={bar.free.left} px={scale.px} />}
    </BarGroup>
  );
}
