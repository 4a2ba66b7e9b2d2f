import type { MachineView, ModelView } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { formatCount } from '../../ui/text/format.ts';
import { cardName } from '../machines/machine-words.ts';

/** "1 replica", "2 to 3 replicas". */
const replicasInWords = ({ min, max }: { readonly min: number; readonly max: number }): string =>
  min === max
    ? t('{{count, number}} replicas', { count: max })
    : t('{{min, number}} to {{count, number}} replicas', { min, count: max });

/** Under a model's name: "Q4_K_M, 8,192 tokens, 2 to 3 replicas". */
export function modelFacts({ variant, contextLength, wishes, kind, demo }: ModelView): string {
  const tokens = formatCount(contextLength);
  return [
    variant,
    // Of one that is off: what it was trained for.
    wishes ? t('{{tokens}} tokens', { tokens }) : t('up to {{tokens}} tokens', { tokens }),
    ...(wishes ? [replicasInWords(wishes.replicas)] : []),
    ...(wishes && wishes.idleMinutes !== null ? [t('on demand')] : []),
    ...(kind === 'embedding' ? [t('search')] : kind === 'reranker' ? [t('ranking')] : []),
    ...(demo ? [t('the demo model')] : []),
  ].join(', ');
}

interface ModelPlace {
  readonly machine: string;
  readonly card: string;
  readonly state: 'ready' | 'coming' | 'leaving';
}

/** Where a model's replicas are, or will be in a moment. */
export function placesOf(model: string, machines: readonly MachineView[]): ModelPlace[] {
  return machines
    .filter(({ state }) => state !== 'lost')
    .flatMap(({ name, gpus, replicas }) =>
      replicas
        .filter((replica) => replica.model === model && replica.state !== 'gone' && replica.state !== 'failed')
        .map(({ gpuIds, state }) => ({
          machine: name,
          card: gpus
            .filter(({ id }) => gpuIds.includes(id))
            .map(cardName)
            .join(' + '),
          state: state === 'ready' ? 'ready' : state === 'draining' ? 'leaving' : 'coming',
        })),
    );
}

/** Tokens per second of all its replicas together. */
export const rateOf = (model: string, machines: readonly MachineView[]): number =>
  machines
    .flatMap(({ replicas }) => replicas)
    .filter((replica) => replica.model === model)
    .reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0);
