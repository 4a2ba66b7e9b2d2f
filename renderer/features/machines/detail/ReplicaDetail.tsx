import type { ReactElement } from 'react';
import type { MachineView, ModelView, ReplicaView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes, formatClock, formatCount, formatFigure } from '../../../ui/text/format.ts';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { ProblemRow } from '../../../ui/note/ProblemRow.tsx';
import { MachineCurves } from '../history/MachineCurves.tsx';
import { cardName, replicaStateWords, slotWords } from '../machine-words.ts';
import { ReplicaActs } from './ReplicaActs.tsx';

interface Props {
  readonly machine: MachineView;
  readonly replica: ReplicaView;
  readonly gpu: Gpu;
  readonly models: readonly ModelView[];
  /** Where the block is, in pixels from the left of the map. */
  readonly notch: number;
  /** Asks where it shall move. */
  readonly onMove: () => void;
}

/** Why a replica is here, and what it takes. Opens under its row. */
export function ReplicaDetail({ machine, replica, gpu, models, notch, onMove }: Props): ReactElement {
  const { weightsBytes, cacheBytes, workBytes } = replica.memory;
  const state = replicaStateWords(replica) || t('ready', { context: 'replica' });
  return (
    <section
      className="detail"
      id="replica-detail"
      style={{ '--notch': `${Math.round(notch)}px` }}
      aria-label={t('{{model}} on {{card}}', { model: replica.model, card: cardName(gpu) })}
    >
      <div>
        <div className="row detail-head">
          <ModelMark code={replica.code} colour={replica.colour} />
          <h3>{replica.model}</h3>
          <span className="ink3">
            {t('{{variant}}, {{state}} on {{card}} since {{clock}}', {
              variant: replica.variant,
              state,
              card: cardName(gpu),
              clock: formatClock(replica.since),
            })}
          </span>
        </div>
        <p className="why">
          <span className="strong">{t('Why here:')}</span> {retell(replica.reason)}
        </p>
        <p className="small ink2 detail-more">
          {t('{{slots}}, {{tokens}} tokens each.', {
            slots: slotWords(replica),
            tokens: formatCount(replica.contextLength),
          })}{' '}
          {t('{{count, number}} tokens written since it was loaded.', { count: replica.tokensGenerated })}
        </p>
        <ReplicaActs machine={machine} gpu={gpu} replica={replica} models={models} onMove={onMove} />
        <MachineCurves machine={machine} gpus={[gpu]} />
        {replica.problem && <ProblemRow word={t('Failed.')} tone="bad" problem={replica.problem} />}
      </div>
      <dl className={`m${replica.colour}`}>
        <Part kind="w" text={weightsWords(replica)} bytes={weightsBytes} />
        <Part
          kind="k"
          text={t('Conversation memory, {{busy}} of {{slots}} in use', {
            busy: replica.slotsBusy,
            slots: replica.slots,
          })}
          bytes={cacheBytes}
        />
        <Part kind="o" text={t('Working space')} bytes={workBytes} />
        <div className="sum">
          <dt>{sumWords(replica)}</dt>
          <dd className="strong">{formatBytes(weightsBytes + cacheBytes + workBytes)}</dd>
        </div>
      </dl>
    </section>
  );
}

const weightsWords = ({ layers }: ReplicaView): string => {
  if (!layers) return t('Weights');
  return layers.onGpu >= layers.all
    ? t('Weights, all {{count, number}} layers on the GPU', { count: layers.all })
    : t('Weights, {{onGpu, number}} of {{count, number}} layers on the GPU', {
        onGpu: layers.onGpu,
        count: layers.all,
      });
};

const sumWords = ({ estimateBytes }: ReplicaView): string =>
  estimateBytes === null
    ? t('Together, estimated')
    : t('Measured (estimate was {{size}})', { size: formatFigure(estimateBytes) });

const Part = ({
  kind,
  text,
  bytes,
}: {
  readonly kind: 'w' | 'k' | 'o';
  readonly text: string;
  readonly bytes: number;
}) => (
  <div>
    <dt>
      <i className={`sw2 ${kind}`} />
      {text}
    </dt>
    <dd>{formatBytes(bytes)}</dd>
  </div>
);
