import type { ModelView } from '../../../contract/control-api.ts';
import type { Fit } from '../../../contract/library.ts';
import { plural } from '../../ui/format.ts';
import type { IconName } from '../../ui/Icon.tsx';
import type { CatalogueAction } from './catalogue-action.ts';
import { fitWords } from './fit-words.ts';
import { shareDone } from './transfer-words.ts';

interface RowWords {
  readonly icon: IconName;
  readonly tone: 'ok' | 'warn' | 'ink2';
  readonly words: string;
  /** With the figures. */
  readonly detail: string;
}

/** Whether a quantization of a model fits, or that it is here already. */
export function catalogueWords(
  action: CatalogueAction,
  quantization: string,
  fit: Fit | undefined,
  model: ModelView | undefined,
): RowWords {
  const sentence = fit?.sentence ?? '';
  if (model?.state === 'refused' && model.variant === quantization && action.type !== 'coming') {
    const detail = model.problem?.reason ?? sentence;
    return { icon: 'warn', tone: 'warn', words: 'In this office, not placed', detail };
  }
  if (action.type === 'open' && model) {
    return { icon: 'check', tone: 'ok', words: inUse(model), detail: sentence && `One more: ${lower(sentence)}` };
  }
  const judged = fit ? fitWords(fit) : { icon: 'info' as const, tone: 'ink2' as const, words: 'Not judged' };
  if (action.type === 'coming') {
    const { doneBytes, totalBytes, state } = action.download;
    const share = `${Math.floor(shareDone(doneBytes, totalBytes) * 100)}%`;
    return {
      ...judged,
      detail: `${sentence} ${state === 'failed' ? 'Its download stopped' : `Downloading, ${share}`}.`.trim(),
    };
  }
  return { ...judged, detail: action.type === 'try' ? `${sentence} ${action.quantization} fits.` : sentence };
}

const inUse = ({ readyOn, planned }: ModelView): string =>
  readyOn.length === 0
    ? 'Being loaded'
    : planned === 1
      ? `In use on ${readyOn.join(', ')}`
      : `In use on ${plural(planned, 'card')}`;

const lower = (sentence: string): string => `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
