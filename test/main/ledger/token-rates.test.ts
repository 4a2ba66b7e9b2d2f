import { expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { TokenRates } from '../../../main/ledger/token-rates.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { quietLog } from '../../support/quiet-log.ts';

const minute = 60_000;

it('keeps a mean for every two minutes, and shows the minutes that run as they are', () => {
  const db = openLedger(tempDir());
  onTestFinished(() => db.close());
  const clock = { now: 1_000 * minute };
  const rates = new TokenRates(db, quietLog, () => clock.now);
  for (const rate of [10, 30]) rates.sample(rate);
  clock.now += 2 * minute;
  rates.sample(50);
  expect(rates.read(60 * minute, 2 * minute)).toEqual({
    from: 942 * minute,
    until: 1_002 * minute,
    points: [
      { at: 1_000 * minute, tokensPerSecond: 20 },
      { at: 1_002 * minute, tokensPerSecond: 50 },
    ],
  });
  clock.now += 2 * minute;
  rates.sample(0);
  const [first] = rates.read(60 * minute, 10 * minute).points;
  expect(first).toEqual({ at: 1_000 * minute, tokensPerSecond: 35 });
});
