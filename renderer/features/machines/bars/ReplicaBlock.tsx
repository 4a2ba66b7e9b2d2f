import type { PointerEvent, ReactElement } from 'react';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { shortName } from '../../../ui/text/short-name.ts';
import { replicaSentence, replicaStateWords } from '../machine-words.ts';
import type { BlockGeometry } from './bar-geometry.ts';
import { blockLooks } from './block-looks.ts';

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
  readonly onFocus: () => void;
  readonly onGrab: (event: PointerEvent) => void;
}

/** One replica on a bar: weights, conversation memory, working space. Opens its detail. */
export function ReplicaBlock(props: Props): ReactElement {
  const { block, gpu, stop, open, tabbable, held, onOpen, onFocus, onGrab } = props;
  const { replica } = block;
  const look = blockLooks[replica.state];
  return (
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
}

function Parts({ block, arrived }: Props): ReactElement {
  const { replica, weights, cache, label, dots, width } = block;
  if (blockLooks[replica.state] === 'load') {
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
        {width >= 130 ? t('{{model}}, failed', { model: shortName(replica.model) }) : width >= 50 ? replica.code : ''}
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
