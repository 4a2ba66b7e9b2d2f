import { expect, it } from 'vitest';
import { foldText } from '../../../main/base/fold-text.ts';

it.each([
  ['Wärmedämmung', 'warmedammung'],
  ['CAFÉ in ÅRHUS, No. 7', 'cafe in arhus, no. 7'],
  ['Straße 北京 👍🏽', 'straße 北京 👍🏽'],
])('%s is folded to %s', (text, folded) => expect(foldText(text)).toBe(folded));

it('keeps each place', () => {
  const text = 'İstanbul, ﬁn, Ǆ, 한국어, e\u0301';
  expect(foldText(text)).toHaveLength(text.length);
});
