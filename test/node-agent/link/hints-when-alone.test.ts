import { expect, it } from 'vitest';
import type { CoordinatorHints } from '../../../node-agent/link/coordinator-hints.ts';
import { HintsWhenAlone } from '../../../node-agent/link/hints-when-alone.ts';

it('listens while there is no tunnel, and says whether this machine wants to be asked', async () => {
  const said: string[] = [];
  let tell = (): void => undefined;
  const open = (): CoordinatorHints => {
    said.push('open');
    return {
      coordinators: () => [{ address: '10.0.0.1:8421', pin: 'ab', name: 'Linden' }],
      onChange: (listener) => {
        tell = listener;
        return () => undefined;
      },
      announce: (on) => void said.push(`announce ${on}`),
      close: async () => void said.push('close'),
    };
  };
  const hints = new HintsWhenAlone(open);
  let changes = 0;
  const stop = hints.onChange(() => (changes += 1));
  hints.announce(true);
  hints.connected(false);
  tell();
  expect(hints.coordinators()).toHaveLength(1);
  hints.announce(false);
  hints.connected(true);
  expect(hints.coordinators()).toEqual([]);
  hints.connected(false);
  tell();
  stop();
  tell();
  await hints.close();
  await hints.close();
  expect(changes).toBe(2);
  expect(said).toEqual([
    'open',
    'announce false',
    'announce true',
    'announce false',
    'close',
    'open',
    'announce false',
    'close',
  ]);
});
