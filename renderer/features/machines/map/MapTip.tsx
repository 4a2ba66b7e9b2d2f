import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes, formatFigure, formatNumber, formatRate, formatTotal } from '../../../ui/text/format.ts';
import { replicaBytes } from '../bars/bar-facts.ts';
import { barSentence, cardName, replicaStateWords, slotWords, unusableWords } from '../machine-words.ts';
import { barStop, blockAt, type BlockPlace } from './map-stops.ts';

interface Props {
  readonly state: OfficeState;
  readonly tip: { readonly stop: string; readonly element: HTMLElement } | null;
  readonly onHide: () => void;
}

/** What lies under the pointer. A screen reader hears the same from the block and the bar themselves. */
export const MapTip = ({ state, tip, onHide }: Props): ReactElement => {
  const block = tip && blockAt(state.machines, tip.stop);
  const words = tip && !block ? barWords(state, tip.stop) : [];
  return (
    <Tooltip.Root
      open={tip !== null && (block !== null || words.length > 0)}
      onOpenChange={(open) => !open && onHide()}
    >
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={tip?.element} side="bottom" align="start" sideOffset={8}>
          <Tooltip.Popup className="tip">
            {block ? (
              <BlockTip {...block} />
            ) : (
              words.map((line) => (
                <span key={line} className="under">
                  {line}
                </span>
              ))
            )}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
};

const BlockTip = ({ machine, gpu, replica }: BlockPlace): ReactElement => {
  const { weightsBytes, cacheBytes, workBytes } = replica.memory;
  const rate = formatRate(replica.tokensPerSecond);
  return (
    <>
      <b>{replica.model}</b> {replica.variant}, {formatBytes(replicaBytes(replica))}
      <span className="under">{`${machine.name}, ${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}`}</span>
      <span className="under">
        {t('Weights {{weights}}, conversation memory {{cache}}, working space {{work}}', {
          weights: formatFigure(weightsBytes),
          cache: formatFigure(cacheBytes),
          work: formatFigure(workBytes),
        })}
      </span>
      <span className="under">
        {[
          replicaStateWords(replica) || slotWords(replica),
          ...(replica.tokensPerSecond > 0 ? [t('{{rate}} tokens/s', { rate })] : []),
          ...heatWords(gpu),
        ].join(', ')}
      </span>
    </>
  );
};

function barWords({ machines, marginBytes }: OfficeState, stop: string): string[] {
  for (const machine of machines) {
    const gpu = machine.gpus.find((one) => barStop(machine, one) === stop);
    if (!gpu) continue;
    if (machine.state === 'lost') return [`${machine.name}, ${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}`];
    const heat = heatWords(gpu).join(', ');
    const sentence = barSentence(gpu, machine.replicas, marginBytes, machine.limits[gpu.id]);
    return [sentence, ...(gpu.usable ? [] : [unusableWords(gpu)]), heat].filter(Boolean);
  }
  return [];
}

const heatWords = ({ temperatureC, load }: BlockPlace['gpu']): string[] => [
  ...(temperatureC === null ? [] : [`${formatNumber(temperatureC)} °C`]),
  ...(load === null ? [] : [t('load {{percent}} %', { percent: formatNumber(load * 100) })]),
];
