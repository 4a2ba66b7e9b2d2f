import type { ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { ReplicaView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatClock, formatCount, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { ProblemRow } from '../../ui/ProblemRow.tsx';
import { cardName, replicaStateWords, slotWords } from './machine-words.ts';

interface Props {
  readonly replica: ReplicaView;
  readonly gpu: Gpu;
  /** Where the block is, in pixels from the left of the map. */
  readonly notch: number;
  /** Asks where it shall move. */
  readonly onMove: () => void;
}

/** Why a replica is here, and what it takes. Opens under its row. */
export function ReplicaDetail({ replica, gpu, notch, onMove }: Props): ReactElement {
  const { weightsBytes, cacheBytes, workBytes } = replica.memory;
  const state = replicaStateWords(replica) || 'ready';
  return (
    <section
      className="detail"
      id="replica-detail"
      style={{ '--notch': `${Math.round(notch)}px` }}
      aria-label={`${replica.model} on ${cardName(gpu)}`}
    >
      <div>
        <div className="row detail-head">
          <ModelMark code={replica.code} colour={replica.colour} />
          <h3>{replica.model}</h3>
          <span className="ink3">
            {replica.variant}, {state} on {cardName(gpu)} since {formatClock(replica.since)}
          </span>
        </div>
        <p className="why">
          <span className="strong">Why here:</span> {replica.reason}
        </p>
        <p className="small ink2 detail-more">
          {slotWords(replica)}, {formatCount(replica.contextLength)} tokens each.{' '}
          {plural(replica.tokensGenerated, 'token')} written since it was loaded.
        </p>
        <div className="acts">
          <button type="button" className="btn small" aria-keyshortcuts="m" onClick={onMove}>
            <Icon name="move" />
            Move…
          </button>
          <span className="small ink3 hide-p">Or drag its block to another card: the plan is shown first.</span>
        </div>
        {replica.problem && (
          <ProblemRow
            word="Failed."
            tone="bad"
            reason={replica.problem.message}
            effect={replica.problem.effect}
            action={replica.problem.action}
          />
        )}
      </div>
      <dl className={`m${replica.colour}`}>
        <Part kind="w" name="Weights" bytes={weightsBytes} />
        <Part
          kind="k"
          name={`Conversation memory, ${replica.slotsBusy} of ${replica.slots} in use`}
          bytes={cacheBytes}
        />
        <Part kind="o" name="Working space" bytes={workBytes} />
        <div className="sum">
          <dt>Together</dt>
          <dd className="strong">{bytesInWords(weightsBytes + cacheBytes + workBytes)}</dd>
        </div>
      </dl>
    </section>
  );
}

const Part = ({
  kind,
  name,
  bytes,
}: {
  readonly kind: 'w' | 'k' | 'o';
  readonly name: string;
  readonly bytes: number;
}) => (
  <div>
    <dt>
      <i className={`sw2 ${kind}`} />
      {name}
    </dt>
    <dd>{bytesInWords(bytes)}</dd>
  </div>
);
