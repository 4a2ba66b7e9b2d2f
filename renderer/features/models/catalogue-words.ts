import type { ModelView } from '../../../contract/control-api.ts';
import type { Fit } from '../../../contract/library.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatNumber } from '../../ui/text/format.ts';
import type { IconName } from '../../ui/mark/Icon.tsx';
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
  const sentence = retell(fit?.sentence ?? '');
  if (model?.state === 'refused' && model.variant === quantization && action.type !== 'coming') {
    const detail = model.problem ? retell(model.problem.reason) : sentence;
    return { icon: 'warn', tone: 'warn', words: t('In this office, not placed'), detail };
  }
  if (action.type === 'open' && model) {
    const oneMore = sentence && t('One more: {{sentence}}', { sentence: lower(sentence) });
    return { icon: 'check', tone: 'ok', words: inUse(model), detail: oneMore };
  }
  const judged = fit ? fitWords(fit) : { icon: 'info' as const, tone: 'ink2' as const, words: t('Not judged') };
  if (action.type === 'coming') {
    const { doneBytes, totalBytes, state } = action.download;
    const share = `${formatNumber(Math.floor(shareDone(doneBytes, totalBytes) * 100))}%`;
    const how = state === 'failed' ? t('Its download stopped.') : t('Downloading, {{share}}.', { share });
    return { ...judged, detail: `${sentence} ${how}`.trim() };
  }
  if (action.type !== 'try') return { ...judged, detail: sentence };
  return { ...judged, detail: `${sentence} ${t('{{quantization}} fits.', { quantization: action.quantization })}` };
}

function inUse({ state, readyOn, planned }: ModelView): string {
  if (state === 'unloaded') return t('Not loaded now.');
  if (readyOn.length === 0) return t('Being loaded');
  return planned === 1
    ? t('In use on {{machines}}', { machines: readyOn.join(', ') })
    : t('In use on {{count, number}} cards', { count: planned });
}

const lower = (sentence: string): string => `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
