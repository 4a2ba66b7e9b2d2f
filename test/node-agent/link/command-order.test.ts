import { expect, it } from 'vitest';
import { CommandOrder } from '../../../node-agent/link/command-order.ts';

const stale = expect.objectContaining({ problem: expect.objectContaining({ code: 'stale_command' }) });

it('takes commands in the order of their plans, several of one plan too', () => {
  const admit = new CommandOrder().open();
  admit(1);
  admit(3);
  admit(3);
  expect(() => admit(2)).toThrow(stale);
  admit(4);
});

it('takes commands through the newest tunnel alone, whatever was counted in another', () => {
  const order = new CommandOrder();
  const before = order.open();
  before(7);
  const after = order.open();
  after(1);
  expect(() => before(8)).toThrow(stale);
});
