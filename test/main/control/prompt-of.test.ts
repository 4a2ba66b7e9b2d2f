import { expect, it } from 'vitest';
import { promptOf, withoutOldest } from '../../../main/control/prompt-of.ts';
import { aMessage } from '../../support/a-message.ts';

it('leaves out questions that got no answer', () => {
  const branch = [
    aMessage({ content: 'One' }),
    aMessage({ role: 'assistant', content: '' }),
    aMessage({ content: 'Two' }),
    aMessage({ role: 'assistant', content: '2' }),
    aMessage({ content: 'Three' }),
  ];
  expect(promptOf(branch, null)).toEqual([
    { role: 'user', content: 'Two' },
    { role: 'assistant', content: '2' },
    { role: 'user', content: 'Three' },
  ]);
});

it('puts instructions before everything', () => {
  expect(promptOf([aMessage({ content: 'One' })], { name: 'Brief', text: 'Be brief' })).toEqual([
    { role: 'system', content: 'Be brief' },
    { role: 'user', content: 'One' },
  ]);
});

it('puts files before their question, each between marks with its name', () => {
  const files = [
    { name: 'a "b".csv', text: '1;2' },
    { name: 'c.txt', text: 'see' },
  ];
  expect(promptOf([aMessage({ content: 'Sum?', files })], null)).toEqual([
    { role: 'user', content: '<file name="a  b .csv">\n1;2\n</file>\n\n<file name="c.txt">\nsee\n</file>\n\nSum?' },
  ]);
});

it('shortens a long conversation by whole turns from its beginning, down to the last question', () => {
  const turns = (count: number) =>
    Array.from(
      { length: 2 * count + 1 },
      (_, n) => ({ role: n % 2 === 0 ? 'user' : 'assistant', content: `${n}` }) as const,
    );
  expect(withoutOldest(turns(20))?.[0]).toEqual({ role: 'user', content: '10' });
  expect(withoutOldest(turns(1))).toEqual([{ role: 'user', content: '2' }]);
  expect(withoutOldest(turns(0))).toBeNull();
  const told = { role: 'system', content: 'Be brief' } as const;
  expect(withoutOldest([told, ...turns(20)])?.slice(0, 2)).toEqual([told, { role: 'user', content: '10' }]);
  expect(withoutOldest([told, ...turns(1)])).toEqual([told, { role: 'user', content: '2' }]);
  expect(withoutOldest([told, ...turns(0)])).toBeNull();
});
