import type { ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatRate, formatTotal } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { backendWords, cardName, ghostWords, lostSentences, machineWords, replicaStateWords } from './machine-words.ts';
import { barFacts, replicasOn } from './map-geometry.ts';
import { shownGpus } from './shown-gpus.ts';

interface Props {
  readonly state: OfficeState;
  readonly machines: readonly MachineView[];
  readonly now: number;
  /** Lower case; empty: all. */
  readonly query: string;
}

/** The same facts as the map, for reading and for searching. */
export function MachineTable({ state, machines, now, query }: Props): ReactElement {
  const found = machines.filter((machine) => machineText(machine).includes(query));
  return (
    <div className="tw machine-table">
      <table>
        <caption className="vh">Machines, their graphics cards and what is placed on them</caption>
        <thead>
          <tr>
            <th scope="col">Machine</th>
            <th scope="col">Graphics card</th>
            <th scope="col">Backend</th>
            <th scope="col">Models</th>
            <th scope="col" className="r">
              Models use
            </th>
            <th scope="col" className="r">
              Others
            </th>
            <th scope="col" className="r">
              Free
            </th>
            <th scope="col" className="r">
              Tokens/s
            </th>
            <th scope="col" className="r">
              Temp.
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map((machine) => (
            <MachineRows key={machine.id} machine={machine} state={state} now={now} />
          ))}
        </tbody>
      </table>
      {found.length === 0 && <p className="ink2 none-found">No machine, card or model is named like that.</p>}
    </div>
  );
}

const machineText = (machine: MachineView): string =>
  [machine.name, ...machine.gpus.map(({ name }) => name), ...machine.replicas.map(({ model }) => model)]
    .join(' ')
    .toLowerCase();

type RowProps = Pick<Props, 'state' | 'now'> & { readonly machine: MachineView };

function MachineRows({ machine, state, now }: RowProps): ReactElement {
  const gpus = shownGpus(machine);
  const { icon, tone, words } = machineWords(machine, now);
  const head = (
    <th scope="row" rowSpan={Math.max(1, gpus.length)} className="top">
      <span className="row">
        <Icon name={icon} className={tone} />
        {machine.name}
      </span>
      <span className={`small table-state ${tone === 'bad' || tone === 'warn' ? tone : 'ink2'}`}>{words}</span>
    </th>
  );
  if (gpus.length === 0) {
    return (
      <tr className="hoverable">
        {head}
        <td colSpan={8} className="ink2">
          {machine.state === 'joining'
            ? 'First contact: its graphics cards are being looked at.'
            : 'No device reported.'}
        </td>
      </tr>
    );
  }
  return (
    <>
      {gpus.map((gpu, index) => (
        <tr key={gpu.id} className="hoverable">
          {index === 0 && head}
          <td className="nowrap">
            {cardName(gpu)}, {formatTotal(gpu.totalBytes)}
          </td>
          <td className="ink2">{backendWords(gpu)}</td>
          <GpuCells machine={machine} gpu={gpu} state={state} />
        </tr>
      ))}
    </>
  );
}

function GpuCells({ machine, gpu, state }: Omit<RowProps, 'now'> & { readonly gpu: Gpu }): ReactElement {
  const here = replicasOn(gpu, machine.replicas);
  const facts = barFacts(gpu, machine.replicas, state.marginBytes);
  if (machine.state === 'lost' || !gpu.usable) {
    const why =
      machine.state === 'lost'
        ? [...here.map((replica) => `${ghostWords(replica, machine)}.`), ...lostSentences(machine, state)].join(' ')
        : (gpu.reason ?? 'It cannot be used.');
    return (
      <>
        <td className="ink2">{why}</td>
        {['models', 'others', 'free', 'rate', 'temperature'].map((column) => (
          <td key={column} className="r ink3">
            –
          </td>
        ))}
      </>
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
            <span className="ink3">{replicaStateWords(replica) || `${replica.slotsBusy} of ${replica.slots}`}</span>
          </span>
        ))}
      </td>
      <td className="r">{bytesInWords(facts.models)}</td>
      <td className="r ink2">{bytesInWords(facts.others)}</td>
      <td className="r">{bytesInWords(facts.free)}</td>
      <td className="r">
        {rate > 0 ? formatRate(rate) : <span className="ink3">{here.length > 0 ? 'idle' : ''}</span>}
      </td>
      <td className="r ink2">{gpu.temperatureC === null ? '' : `${Math.round(gpu.temperatureC)} °C`}</td>
    </>
  );
}
