import type { ModelView, OfficeState } from '../../../contract/control-api.ts';
import type { CopyView } from '../../../contract/copies.ts';
import type { DownloadView } from '../../../contract/library.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatNumber, formatWait } from '../../ui/text/format.ts';

interface Coming {
  readonly words: string;
  /** Only a person can help: under Models. */
  readonly stuck: boolean;
}

/**
 * The first real model on its way, in a line; null: none is, or one answers already, beside which another is nobody's business here.
 * Pure. @param models the office's with those of its external servers
 */
export function comingModel({
  models,
  downloads,
  copies,
}: Pick<OfficeState, 'models' | 'downloads' | 'copies'>): Coming | null {
  const real = models.filter(({ demo, kind }) => !demo && kind === 'chat');
  if (real.some(({ state }) => state === 'ready' || state === 'unloaded')) return null;
  const wanted = downloads.filter(({ state }) => state !== 'done');
  const moving = wanted.find(({ state }) => state !== 'failed' && state !== 'paused');
  if (moving) return { words: downloadWords(moving), stuck: moving.state === 'waiting' };
  const loading = real.find(({ state }) => state === 'loading');
  if (loading) return loadingWords(loading, copies);
  const [stopped] = wanted;
  return stopped ? { words: stoppedWords(stopped), stuck: true } : null;
}

function downloadWords({ model, state, problem, ...progress }: DownloadView): string {
  if (state === 'checking') return t('{{model}} is here and being checked', { model });
  if (state === 'waiting' && problem)
    return t('{{model}} waits. {{reason}}', { model, reason: retell(problem.message) });
  const { percent, time } = figuresOf(progress);
  if (percent === null) return t('{{model}} is on its way', { model });
  return time === null
    ? t('{{model}} is on its way: {{percent}} %', { model, percent })
    : t('{{model}} is on its way: {{percent}} %, about {{time}}', { model, percent, time });
}

function stoppedWords({ model, state, problem }: DownloadView): string {
  if (state === 'paused') return t('The download of {{model}} is paused', { model });
  return t('{{model}} was not downloaded. {{reason}}', { model, reason: problem ? retell(problem.message) : '' });
}

function loadingWords({ name: model }: ModelView, copies: readonly CopyView[]): Coming {
  const own = copies.filter((copy) => copy.model === model && copy.purpose === 'placement');
  const moving = own.find(({ state }) => state !== 'failed');
  if (moving) return { words: copyWords(moving), stuck: false };
  const [failed] = own;
  if (!failed) return { words: t('{{model}} is being loaded and answers soon', { model }), stuck: false };
  const { machine, problem } = failed;
  const reason = problem ? retell(problem.message) : '';
  return { words: t('{{model}} was not copied to {{machine}}. {{reason}}', { model, machine, reason }), stuck: true };
}

function copyWords({ model, machine, ...progress }: CopyView): string {
  const { percent, time } = figuresOf(progress);
  if (percent === null) return t('{{model}} is on its way to {{machine}}', { model, machine });
  return time === null
    ? t('{{model}} is on its way to {{machine}}: {{percent}} %', { model, machine, percent })
    : t('{{model}} is on its way to {{machine}}: {{percent}} %, about {{time}}', { model, machine, percent, time });
}

type Progress = Pick<DownloadView, 'doneBytes' | 'totalBytes' | 'secondsLeft'>;

/** What is known of how far it is. 100 % only when all of it is there. */
function figuresOf({ doneBytes, totalBytes, secondsLeft }: Progress): { percent: string | null; time: string | null } {
  return {
    percent: totalBytes ? formatNumber(Math.floor(Math.min(1, doneBytes / totalBytes) * 100)) : null,
    time: secondsLeft === null ? null : formatWait(Math.max(1, Math.round(secondsLeft))),
  };
}
