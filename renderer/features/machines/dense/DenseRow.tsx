import { memo, type ReactElement, type ReactNode } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatNumber } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { sameGpus, sameMachine } from '../bars/looks-the-same.ts';
import type { HeldBlock } from '../bars/use-block-drag.ts';
import { cardName, machineWords } from '../machine-words.ts';
import { machineStop } from '../map/map-stops.ts';
import { denseBar } from './dense-bar.ts';
import { DenseBar } from './DenseBar.tsx';

interface Props {
  readonly machine: MachineView;
  readonly gpus: readonly Gpu[];
  readonly again: boolean;
  readonly zoom: 'dense' | 'all';
  readonly marginBytes: number;
  readonly px: number;
  /** Its state in words: they change with the time. */
  readonly words: string;
  /** Of its own stops, or null. */
  readonly opened: string | null;
  readonly tabStop: string | null;
  readonly held: HeldBlock | null;
  /** While a block is held over it. */
  readonly machines: readonly MachineView[] | null;
  /** What is open under it. */
  readonly detail: ReactNode;
}

/** From so much on it is worth a look: most models need more. */
const roomBytes = 1024 ** 3;

/** A machine of the dense map: one line for each card. */
function Row(props: Props): ReactElement {
  const { machine, gpus, zoom, marginBytes, px, detail } = props;
  const shown: readonly (Gpu | null)[] = gpus.length > 0 ? gpus : [null];
  return (
    <li className="dmach">
      {shown.map((gpu, at) => {
        const bar = gpu && denseBar(gpu, machine.replicas, marginBytes, px, machine.limits[gpu.id]);
        return (
          <div key={gpu?.id ?? 'none'} className="drow">
            {at === 0 ? <Name {...props} /> : <span />}
            {zoom === 'dense' && <span className="g">{gpu && cardName(gpu)}</span>}
            <div className="vplot">
              {gpu && bar ? (
                <DenseBar {...props} gpu={gpu} bar={bar} />
              ) : (
                <span className="dense-note" style={{ left: 0 }}>
                  {t('No device reported')}
                </span>
              )}
            </div>
            {zoom === 'dense' && <Free machine={machine} gpu={gpu} bytes={bar?.freeBytes ?? 0} />}
          </div>
        );
      })}
      {detail}
    </li>
  );
}

function Name({ machine, again, words, opened, tabStop }: Props): ReactElement {
  const { icon, tone } = machineWords(machine, 0);
  const own = machineStop(machine);
  const name = (
    <>
      <Icon name={icon} className={tone} />
      <span className="trunc">{machine.name}</span>
    </>
  );
  if (again) return <span className="mname">{name}</span>;
  return (
    <button
      type="button"
      className="mname"
      aria-label={`${machine.name}, ${words}`}
      title={`${machine.name}, ${words}`}
      aria-expanded={opened === own}
      aria-controls={opened === own ? 'machine-detail' : undefined}
      data-stop={own}
      tabIndex={tabStop === own ? 0 : -1}
    >
      {name}
    </button>
  );
}

function Free({ machine, gpu, bytes }: { machine: MachineView; gpu: Gpu | null; bytes: number }): ReactElement {
  const serves = machine.state === 'ready' || machine.state === 'answering';
  if (!gpu?.usable || !serves) return <span />;
  return <span className={`f ${bytes >= roomBytes ? 'has' : ''}`}>{formatNumber(bytes / 1024 ** 3, 1)}</span>;
}

/** Drawn again only when something of it looks different. */
export const DenseRow = memo(Row, (before, now) =>
  (Object.keys(now) as (keyof Props)[]).every((name) => {
    if (name === 'machine') return sameMachine(before.machine, now.machine);
    return name === 'gpus' ? sameGpus(before.gpus, now.gpus) : before[name] === now[name];
  }),
);
