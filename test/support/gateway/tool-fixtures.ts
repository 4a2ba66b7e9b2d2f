/** A tool, an answer that calls it, and how both look in each surface. */
import type { CallPiece } from '../../../main/gateway/surface.ts';
import { anEnd } from './golden.ts';

const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1 } },
  required: ['city'],
};

export const weather = { name: 'weather', description: 'What the weather is', parameters };

/** A word, two calls, and the second of them without arguments. */
export const callingTexts: readonly (string | CallPiece)[] = [
  'I look.',
  { type: 'call', index: 0, id: 'call_0', name: 'weather' },
  { type: 'arguments', index: 0, text: '{"city": ' },
  { type: 'arguments', index: 0, text: '"Porto"}' },
  { type: 'called', index: 0 },
  { type: 'call', index: 1, id: 'call_1', name: 'clock' },
  { type: 'arguments', index: 1, text: '{}' },
  { type: 'called', index: 1 },
];

export const callingEnd = anEnd({ reason: 'calls' });

/** A call that was cut off in its arguments. */
export const cutTexts: readonly CallPiece[] = [
  { type: 'call', index: 0, id: 'call_0', name: 'weather' },
  { type: 'arguments', index: 0, text: '{"city": "Po' },
];
