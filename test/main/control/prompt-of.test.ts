import { expect, it } from 'vitest';
import { promptOf } from '../../../main/control/prompt-of.ts';
import { aMessage } from '../../support/a-message.ts';

it('leaves out answers that never came, and keeps the roles taking turns', () => {
  const branch = [
    aMessage({ content: 'One' }),
    aMessage({ role: 'assistant', content: '' }),
    aMessage({ content: 'Two' }),
    aMessage({ role: 'assistant', content: '2' }),
  ];
  expect(promptOf(branch)).toEqual([
    { role: 'user', content: 'One\n\nTwo' },
    { role: 'assistant', content: '2' },
  ]);
});
