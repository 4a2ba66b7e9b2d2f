import { Tooltip } from '@base-ui/react/tooltip';
import type { PointerEvent, ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { ReplicaView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatFigure, formatRate } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { shortName } from '../../ui/short-name.ts';
import { replicaSentence, replicaStateWords, slotWords } from './machine-words.ts';
import { replicaBytes, type BlockGeometry } from './map-geometry.ts';

interface Props {
  readonly block: BlockGeometry;
  readonly gpu: Gpu;
  /** Share of the weights that has arrived, 0 to 1. */
  readonly arrived: number;
  readonly stop: string;
  readonly open: boolean;
  readonly tabbable: boolean;
  readonly onOpen: () => void;
  /** It is being dragged to another card. */
  readonly held: boolean;
  /** Some block is: nothing is said of what lies under it. */
  readonly dragging: boolean;
  readonly onFocus: () => void;
  readonly onGrab: (event: PointerEvent) => void;
}

const looks: Record<ReplicaView['state'], string> = {
  planned: 'load',
  copying: 'load',
  loading: 'load',
  warming: 'load',
  ready: '',
  draining: 'drain',
  failed: 'fail',
  gone: '',
};

/** One replica on a bar: weights, conversation memory, working space. Opens its detail. */
export function ReplicaBlock(props: Props): ReactElement {
  const { block, gpu, stop, open, tabbable, held, onOpen, onFocus, onGrab } = props;
  const { replica } = block;
  const look = looks[replica.state];
  const button = (
    <button
      type="button"
      className={`rep m${replica.colour} ${held ? 'going' : look}`}
      style={{ left: block.left, width: block.width }}
      aria-expanded={open}
      aria-controls={open ? 'replica-detail' : undefined}
      aria-label={replicaSentence(replica, gpu)}
      data-stop={stop}
      tabIndex={tabbable ? 0 : -1}
      onClick={onOpen}
      onFocus={onFocus}
      onPointerDown={onGrab}
    >
      <Parts {...props} />
    </button>
  );
  return (
    <Tooltip.Root disabled={props.dragging}>
      <Tooltip.Trigger render={button} />
      <Tooltip.Portal>
        <Tooltip.Positioner side="bottom" align="start" sideOffset={10}>
          <Tooltip.Popup className="tip">
            <b>{replica.model}</b> {replica.variant}, {bytesInWords(replicaBytes(replica))}
            <br />
            Weights {formatFigure(replica.memory.weightsBytes)}, conversation memory{' '}
            {formatFigure(replica.memory.cacheBytes)}, working space {formatFigure(replica.memory.workBytes)}
            <br />
            {replicaStateWords(replica) || slotWords(replica)}
            {replica.tokensPerSecond > 0 && `, ${formatRate(replica.tokensPerSecond)} tokens/s`}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

function Parts({ block, arrived }: Props): ReactElement {
  const { replica, weights, cache, label, dots, width } = block;
  if (looks[replica.state] === 'load') {
    return (
      <>
        <span className="w" style={{ width: Math.round(weights * arrived) }} />
        {width >= 30 && (
          <span className="ld">
            {width >= 130 ? `${shortName(replica.model)}, ${replicaStateWords(replica)}` : replica.code}
          </span>
        )}
      </>
    );
  }
  if (replica.state === 'failed') {
    return (
      <span className="ld">
        {width >= 24 && <Icon name="warn" className="bad" />}
        {width >= 130 ? `${shortName(replica.model)}, failed` : width >= 50 ? replica.code : ''}
      </span>
    );
  }
  return (
    <>
      <span className={`w ${label === 'name' ? '' : 'code'}`} style={{ width: weights }}>
        {label === 'name' ? (
          <span className="trunc">{shortName(replica.model)}</span>
        ) : label === 'code' ? (
          replica.code
        ) : null}
      </span>
      <span className={`k ${dots ? '' : 'bare'}`} style={{ width: cache }}>
        {dots &&
          Array.from({ length: replica.slots }, (_, i) => (
            <i key={i} className={`slot ${i < replica.slotsBusy ? 'on' : ''}`} />
          ))}
      </span>
      <span className="o" />
    </>
  );
}
