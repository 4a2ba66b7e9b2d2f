import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { Group } from '../../../ui/Group.tsx';
import { formatTotal } from '../../../ui/text/format.ts';
import { loadedShare } from '../bars/bar-facts.ts';
import { blockLooks } from '../bars/block-looks.ts';
import { HeldPreview } from '../bars/HeldPreview.tsx';
import type { HeldBlock } from '../bars/use-block-drag.ts';
import { barSentence, cardName, replicaSentence } from '../machine-words.ts';
import { barStop, blockStop } from '../map/map-stops.ts';
import { restWords } from '../rest-words.ts';
import type { denseBar } from './dense-bar.ts';

interface Props {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly bar: ReturnType<typeof denseBar>;
  readonly marginBytes: number;
  readonly zoom: 'dense' | 'all';
  readonly px: number;
  readonly opened: string | null;
  readonly tabStop: string | null;
  /** A block that is dragged: this bar's own, or one that is held over it. */
  readonly held: HeldBlock | null;
  readonly machines: readonly MachineView[] | null;
}

/** Where columns are narrow, why a bar is still stands in it when it is this wide. Else its machine's mark says so. */
const roomForNote = 64;

/** A device's bar in one line. What it hears (clicks, the focus, drags) is heard by the map. */
export function DenseBar(props: Props): ReactElement {
  const { machine, gpu, bar, zoom, marginBytes, tabStop } = props;
  const own = barStop(machine, gpu);
  const still = whyStill(machine, gpu);
  const size = `${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}`;
  const isStop = still !== null || bar.blocks.length === 0;
  return (
    <>
      <Group
        className={`bar ${still?.kind ?? ''}`}
        label={
          still ? `${size}, ${still.words}` : barSentence(gpu, machine.replicas, marginBytes, machine.limits[gpu.id])
        }
        style={{ width: bar.width }}
        data-tip={own}
        data-bar={still ? undefined : own}
        {...(isStop && { 'data-stop': own, tabIndex: tabStop === own ? 0 : -1 })}
      >
        {still ? <Ghosts bar={bar} kind={still.kind} /> : <Blocks {...props} />}
      </Group>
      {still && (zoom === 'dense' || (still.kind === 'sunk' && bar.width >= roomForNote)) && (
        <span className="dense-note" style={{ left: zoom === 'dense' ? bar.width + 8 : 5 }} aria-hidden="true">
          {still.words}
        </span>
      )}
    </>
  );
}

function Blocks({ machine, gpu, bar, px, opened, tabStop, held, machines }: Props): ReactElement {
  const own = barStop(machine, gpu);
  const last = bar.blocks.at(-1);
  return (
    <>
      {bar.blocks.map(({ replica, left, width, weights, cache, code }) => {
        const stop = blockStop(machine, gpu, replica.replicaId);
        const look = held?.stop === stop ? 'going' : blockLooks[replica.state];
        const arrived = Math.round(weights * loadedShare(gpu, machine.replicas, replica));
        return (
          <button
            key={replica.replicaId}
            type="button"
            className={`rep m${replica.colour} ${look}`}
            style={{ left, width }}
            aria-expanded={opened === stop}
            aria-controls={opened === stop ? 'replica-detail' : undefined}
            aria-label={replicaSentence(replica, gpu)}
            data-stop={stop}
            tabIndex={tabStop === stop ? 0 : -1}
          >
            <span className="w code" style={{ width: arrived }}>
              {code && replica.code}
            </span>
            <span className="k" style={{ width: cache }} />
          </button>
        );
      })}
      {bar.other > 0 && <span className="other" style={{ width: bar.other }} />}
      <span className="limit" style={{ left: bar.limit }} />
      {held?.over === own && machines && (
        <HeldPreview machines={machines} held={held} left={last ? last.left + last.width - 2 : -2} px={px} />
      )}
    </>
  );
}

/** What a lost machine had. */
const Ghosts = ({ bar, kind }: { readonly bar: Props['bar']; readonly kind: string }): ReactElement | null =>
  kind === 'ghost' ? (
    <>
      {bar.blocks.map(({ replica, left, width }) => (
        <span key={replica.replicaId} className={`ghostrep m${replica.colour}`} style={{ left, width }} />
      ))}
    </>
  ) : null;

/** Why nothing of it can be used now; null: it can. */
function whyStill(machine: MachineView, gpu: Gpu): { kind: string; words: string } | null {
  if (machine.state === 'lost') return { kind: 'ghost', words: t('lost') };
  if (!gpu.usable) return { kind: 'sunk', words: t('not used') };
  const here = machine.replicas.some(({ gpuIds }) => gpuIds.includes(gpu.id));
  const rest = here ? null : restWords(machine);
  return rest && { kind: 'sunk', words: rest.inBar };
}
