import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { PlannedBlock, PlannedMachine, WhatIfStep } from '../../../contract/deployments.ts';
import { formatTotal } from '../../ui/format.ts';
import type { IconName } from '../../ui/Icon.tsx';
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

const changeWords: Readonly<Record<PlannedBlock['change'], string>> = {
  stays: '',
  arrives: ', would be placed',
  leaves: ', would leave',
};

/** What a screen reader says of a bar of the small map. */
export function miniBarSentence(card: PlannedMachine['cards'][number], name: string, freeBytes: number): string {
  const models = card.blocks.map(
    (block) => `${block.model} ${bytesInWords(blockBytes(block))}${changeWords[block.change]}`,
  );
  return [
    `${name}, ${formatTotal(card.totalBytes)}: ${models.length > 0 ? models.join('; ') : 'no model'}`,
    `other programs ${bytesInWords(card.othersBytes)}, free ${bytesInWords(freeBytes)}`,
  ].join('; ');
}
