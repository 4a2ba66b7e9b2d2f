import { t } from '../../../../words/words.ts';
import { formatBytes } from '../../../ui/text/format.ts';
import type { DeployDraft, Range } from './deploy-draft.ts';
import type { Deployable } from './deployable.ts';

/** "1 conversation", "2 to 4 conversations". */
const conversationsInWords = ({ min, max }: Range): string =>
  min === max
    ? t('{{count, number}} conversations', { count: max })
    : t('{{min, number}} to {{count, number}} conversations', { min, count: max });

/** What was judged of the chosen file, or of the better one that does not fit. */
export function fitHint({ quantizations, contextLength, slots }: DeployDraft, { files }: Deployable): string {
  const chosen = files.find(({ quantization }) => quantization === quantizations[0]);
  const better = files
    .filter(({ fit, sizeBytes }) => fit?.verdict === 'never' && sizeBytes > (chosen?.sizeBytes ?? 0))
    .at(-1);
  if (!chosen?.fit) return '';
  if (chosen.fit.verdict === 'never') {
    return t('Does not fit: needs {{size}}', { size: formatBytes(chosen.fit.needBytes) });
  }
  if (better?.fit) {
    const { quantization, fit } = better;
    return t('{{quantization}} does not fit: {{size}}', { quantization, size: formatBytes(fit.needBytes) });
  }
  const { shape, needBytes } = chosen.fit;
  const judged = shape.contextLength === contextLength && shape.slots === slots.max;
  if (!judged) return '';
  const conversations = conversationsInWords(slots);
  return t('Needs {{size}} with {{conversations}}', { size: formatBytes(needBytes), conversations });
}
