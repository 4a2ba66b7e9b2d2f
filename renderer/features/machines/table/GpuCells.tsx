import type { ReactElement } from 'react';
import type { MachineView, OfficeState, ReplicaView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes, formatFigure, formatRate } from '../../../ui/text/format.ts';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { shortName } from '../../../ui/text/short-name.ts';
import { barFacts, replicasOn } from '../bars/bar-facts.ts';
import { LoadFigure } from '../LoadFigure.tsx';
import { ghostWords, lostSentences, replicaStateWords, unusableWords } from '../machine-words.ts';
import { restWords } from '../rest-words.ts';

interface Props {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly state: OfficeState;
}

/** Models, models use, others, free, tokens/s, temperature. */
const cells = 6;

/** What is on a device, in the table: its models and the memory of each kind, or why nothing is. */
export function GpuCells({ machine, gpu, state }: Props): ReactElement {
  const here = replicasOn(gpu, machine.replicas);
  const limit = machine.limits[gpu.id];
  const facts = barFacts(gpu, machine.replicas, state.marginBytes, limit);
  const why = whyNothing({ machine, gpu, state });
  if (why !== null) {
    return (
      <td colSpan={cells} className="ink2">
        {why}
      </td>
    );
  }
  const rate = here.reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0);
  return (
    <>
      <td>
        {here.map((replica) => (
          <span key={replica.replicaId} className="row table-model" title={replica.model}>
            <ModelMark code={replica.code} colour={replica.colour} />
            <span>
              {shortName(replica.model)}{' '}
              <span className="ink3 nowrap">
                {shortState(replica) || t('{{busy}} of {{slots}}', { busy: replica.slotsBusy, slots: replica.slots })}
              </span>
            </span>
          </span>
        ))}
        {facts.heldBack > 0 && (
          <span className="small ink2 under">
            {t('Shares at most {{size}}', { size: formatBytes(limit ?? gpu.totalBytes) })}
          </span>
        )}
      </td>
      <td className="r">{formatBytes(facts.models)}</td>
      <td className="r ink2">{formatFigure(facts.others)}</td>
      <td className="r">{formatBytes(facts.free)}</td>
      <td className="r">
        {rate > 0 ? (
          formatRate(rate)
        ) : (
          <span className="ink3">{here.length > 0 ? t('idle', { context: 'card' }) : ''}</span>
        )}
      </td>
      <td className="r ink2">
        {gpu.temperatureC === null ? '' : `${Math.round(gpu.temperatureC)} °C`}
        <LoadFigure gpu={gpu} />
      </td>
    </>
  );
}

/** Why no figures are shown; null: there are some. */
function whyNothing({ machine, gpu, state }: Props): string | null {
  const here = replicasOn(gpu, machine.replicas);
  if (machine.state === 'lost') {
    return [...here.map((replica) => `${ghostWords(replica, machine)}.`), ...lostSentences(machine, state)].join(' ');
  }
  if (!gpu.usable) return unusableWords(gpu);
  const rest = here.length === 0 ? restWords(machine) : null;
  return rest && (rest.beside || `${rest.inBar}.`);
}

/** "draining", without what that means. */
const shortState = (replica: ReplicaView): string =>
  replica.state === 'draining' ? t('draining') : replicaStateWords(replica);
