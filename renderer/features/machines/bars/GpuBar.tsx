import { memo, type ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { barSentence } from '../machine-words.ts';
import type { MapPlace } from '../map/map-place.ts';
import { barStop, blockStop, ownStop } from '../map/map-stops.ts';
import { loadedShare } from './bar-facts.ts';
import { barGeometry } from './bar-geometry.ts';
import { BarGroup } from './BarGroup.tsx';
import { HeldPreview } from './HeldPreview.tsx';
import { sameGpus, sameMachine } from './looks-the-same.ts';
import { ReplicaBlock } from './ReplicaBlock.tsx';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly state: OfficeState;
}

function Bar({ machine, gpu, state, ...place }: Props): ReactElement {
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

/**
 * A device's memory: what models use from the left, what other programs use from the right. Drawn again only when something of it
 * looks different: the temperature beside it changes each second.
 */
export const GpuBar = memo(Bar, (before, now) => {
  const { machine, state, held } = now;
  return (
    sameMachine(before.machine, machine) &&
    sameGpus([before.gpu], [now.gpu]) &&
    before.scale === now.scale &&
    before.held === held &&
    ownStop(machine, before.opened) === ownStop(machine, now.opened) &&
    ownStop(machine, before.tabStop) === ownStop(machine, now.tabStop) &&
    before.state.marginBytes === state.marginBytes &&
    // What is dragged over it comes from elsewhere in the office.
    (held === null || before.state === state)
  );
});
