import type { ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatFigure, formatRate } from '../../ui/format.ts';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { ghostWords, lostSentences, replicaStateWords } from './machine-words.ts';
import { barFacts, replicasOn } from './map-geometry.ts';
import { restWords } from './rest-words.ts';

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
          <span key={replica.replicaId} className="row nowrap table-model">
            <ModelMark code={replica.code} colour={replica.colour} />
            {replica.model}
            <span className="ink3">{shortState(replica) || `${replica.slotsBusy} of ${replica.slots}`}</span>
          </span>
        ))}
        {facts.heldBack > 0 && (
          <span className="small ink2 under">Shares at most {bytesInWords(limit ?? gpu.totalBytes)}</span>
        )}
      </td>
      <td className="r">{bytesInWords(facts.models)}</td>
      <td className="r ink2">{formatFigure(facts.others)}</td>
      <td className="r">{bytesInWords(facts.free)}</td>
      <td className="r">
        {rate > 0 ? formatRate(rate) : <span className="ink3">{here.length > 0 ? 'idle' : ''}</span>}
      </td>
      <td className="r ink2">{gpu.temperatureC === null ? '' : `${Math.round(gpu.temperatureC)} °C`}</td>
    </>
  );
}

/** Why no figures are shown; null: there are some. */
function whyNothing({ machine, gpu, state }: Props): string | null {
  const here = replicasOn(gpu, machine.replicas);
  if (machine.state === 'lost') {
    return [...here.map((replica) => `${ghostWords(replica, machine)}.`), ...lostSentences(machine, state)].join(' ');
  }
  if (!gpu.usable) return gpu.reason ?? 'It cannot be used.';
  const rest = here.length === 0 ? restWords(machine) : null;
  return rest && (rest.beside || `${rest.inBar}.`);
}

/** "draining", without what that means. */
const shortState = (replica: ReplicaView): string => replicaStateWords(replica).replace(/:.*/, '');
