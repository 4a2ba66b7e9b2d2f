import { expect, it, onTestFinished, vi } from 'vitest';
import type { ActivityEvent } from '../../../contract/activity.ts';
import { Audit } from '../../../main/control/audit.ts';

function record(limits: ConstructorParameters<typeof Audit>[1] = {}) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const events: Omit<ActivityEvent, 'id' | 'at'>[] = [];
  const audit = new Audit((event) => events.push(event), limits);
  return { audit, told: () => events.map(({ sentence, reason }) => `${sentence}. ${reason}`), events };
}

const at = (remoteAddress: string, who: string | null = null) => ({ who, remoteAddress });
const refused = 'Something was refused to who may not do it.';

it('says who did what from where', () => {
  const { audit, events } = record();
  const action = { what: 'key made', subject: '', sentence: 'A key was made' };
  audit.done(action, at('::ffff:192.168.10.31', 'Jana Roth'));
  audit.done(action, at('::1', 'command line'));
  expect(events).toMatchObject([
    {
      kind: 'admin',
      tone: 'plain',
      ...action,
      who: 'Jana Roth',
      reason: 'By Jana Roth, from 192.168.10.31.',
      detail: { address: '192.168.10.31' },
    },
    { who: 'command line', reason: 'By command line, from this PC.', detail: { address: '::1' } },
  ]);
});

it('says the first refusal at once, and later how many more there were', () => {
  const { audit, told, events } = record();
  for (let time = 0; time < 500; time += 1) audit.refused('key made', at('192.168.10.66'));
  audit.refused('backup', at('192.168.10.31', 'Tomas Linden'));
  expect(told()).toEqual([
    `${refused} By nobody that is known, from 192.168.10.66.`,
    `${refused} By Tomas Linden, from 192.168.10.31.`,
  ]);
  expect(events[0]).toMatchObject({ tone: 'attention', what: 'refused', detail: { tried: 'key made' } });
  vi.advanceTimersByTime(10 * 60_000);
  expect(told().slice(2)).toEqual(['499 more attempts were refused. By nobody that is known, from 192.168.10.66.']);
  audit.refused('key made', at('192.168.10.66'));
  expect(told()).toHaveLength(4);
});

it('is not filled by somebody who has very many addresses', () => {
  const { audit, told } = record({ most: 2 });
  for (let host = 1; host <= 200; host += 1) audit.refused('key made', at(`10.0.0.${host}`));
  expect(told()).toHaveLength(3);
  audit.close();
  expect(told().slice(3)).toEqual(['197 more attempts were refused. By nobody that is known, from several addresses.']);
});
