/** The steps between two plans, in words. Pure. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { WhatIfStep } from '../../../contract/deployments.ts';

interface NewReplica {
  readonly model: string;
  readonly variant: string;
  readonly machine: string;
  /** Names of the cards that hold it. */
  readonly cards: readonly string[];
  readonly bytes: number;
  readonly slots: number;
  readonly contextLength: number;
}

export function placeStep({ model, variant, machine, cards, bytes, slots, contextLength }: NewReplica): WhatIfStep {
  const talks = slots === 1 ? '1 conversation' : `${slots} conversations`;
  const where = `${machine} takes ${model} ${variant} on ${cards.join(' and ')}`;
  const sentence = `${where}: ${bytesInWords(bytes)} for ${talks} of ${contextLength.toLocaleString('en')} tokens.`;
  return { kind: 'place', model, machine, sentence };
}

/** @param others names of the machines on which it runs then */
export function leaveStep(model: string, machine: string, others: readonly string[]): WhatIfStep {
  const places = [...new Set(others)].join(' and ');
  const rest = others.length === 0 ? 'It runs nowhere then.' : `It answers on ${places} then.`;
  return { kind: 'leave', model, machine, sentence: `${model} leaves ${machine}. ${rest}` };
}

/** @param lack why it has no place, and what to do about it */
export const lackStep = (model: string, lack: string): WhatIfStep => ({
  kind: 'lack',
  model,
  machine: null,
  sentence: `${model}: ${lack}`,
});

/** A model stands on a single machine. */
export const riskStep = (model: string, only: string): WhatIfStep => ({
  kind: 'risk',
  model,
  machine: only,
  sentence: `If ${only} is switched off, ${model} is loaded anew elsewhere, and requests wait for it.`,
});

export const downloadStep = (model: string, bytes: number): WhatIfStep => ({
  kind: 'download',
  model,
  machine: null,
  sentence: `${bytesInWords(bytes)} to download, then ${model} is placed.`,
});

export const nothingStep: WhatIfStep = { kind: 'note', model: null, machine: null, sentence: 'Nothing would change.' };
