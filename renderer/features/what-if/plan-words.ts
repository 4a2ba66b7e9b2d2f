import type { PlannedBlock, PlannedMachine, WhatIfStep } from '../../../contract/deployments.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { formatBytes, formatTotal } from '../../ui/text/format.ts';
import type { IconName } from '../../ui/mark/Icon.tsx';
import { blockBytes } from './mini-geometry.ts';

/** How each kind of step is shown; the sentence says the rest. */
export const stepLooks: Readonly<Record<WhatIfStep['kind'], { readonly icon: IconName; readonly tone: 'warn' | '' }>> =
  {
    place: { icon: 'plus', tone: '' },
    leave: { icon: 'drain', tone: '' },
    lack: { icon: 'warn', tone: 'warn' },
    risk: { icon: 'warn', tone: 'warn' },
    download: { icon: 'download', tone: '' },
    note: { icon: 'info', tone: '' },
  };

const changeWords: Readonly<Record<PlannedBlock['change'], Message>> = {
  stays: msg('{{model}} {{size}}'),
  arrives: msg('{{model}} {{size}}, would be placed'),
  leaves: msg('{{model}} {{size}}, would leave'),
};

/** What a screen reader says of a bar of the small map. */
export function miniBarSentence(card: PlannedMachine['cards'][number], name: string, freeBytes: number): string {
  const models = card.blocks.map((block) =>
    t(changeWords[block.change], { model: block.model, size: formatBytes(blockBytes(block)) }),
  );
  return t('{{card}}: {{models}}; other programs {{others}}, free {{free}}', {
    card: `${name}, ${formatTotal(card.totalBytes)}`,
    models: models.length > 0 ? models.join('; ') : t('no model'),
    others: formatBytes(card.othersBytes),
    free: formatBytes(freeBytes),
  });
}
