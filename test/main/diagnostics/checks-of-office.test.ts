import { describe, expect, it } from 'vitest';
import type { Check } from '../../../contract/checks.ts';
import { problem } from '../../../contract/problem.ts';
import { checksOfOffice } from '../../../main/diagnostics/checks-of-office.ts';
import { FakeAccess } from '../../support/fake-control/fake-access.ts';
import { linden } from '../../support/fake-control/linden-office.ts';

const office = linden();
const access = new FakeAccess().view();
const aGpu = { ...(office.machines[0]?.gpus[0] ?? expect.fail('no card')), usable: false, reason: 'No driver.' };

const about = (checks: readonly Check[], subject: string): Check =>
  checks.find((check) => check.subject === subject) ?? expect.fail(`nothing about ${subject}`);

/** The checks of an office in which the first machine is as `change` says. */
function withMachine(change: Partial<(typeof office.machines)[number]>): Check[] {
  const machines = office.machines.map((one, at) => (at === 0 ? { ...one, ...change } : one));
  return checksOfOffice({ ...office, machines }, access);
}

describe('the checks of an office that runs', () => {
  it('look at each machine, each card and each model that lacks something', () => {
    const checks = checksOfOffice(office, access);
    expect(about(checks, 'ACCOUNTS-02')).toEqual({
      topic: 'machine',
      subject: 'ACCOUNTS-02',
      found: 'It does not answer.',
      trouble: { effect: 'Nothing runs on its cards.', action: 'Switch it on, or look at its network.' },
    });
    expect(about(checks, 'STUDIO-3')).toMatchObject({ found: 'It is connected from 192.168.10.23.', trouble: null });
    expect(about(checks, 'STUDIO-3, RX 580')).toMatchObject({ topic: 'card', trouble: null });
    const lacking = office.models.filter((model) => model.problem !== null).map(({ name }) => name);
    expect(lacking.length).toBeGreaterThan(0);
    expect(checks.filter(({ topic }) => topic === 'model').map(({ subject }) => subject)).toEqual(lacking);
  });

  it('find a card without its driver wrong, and one that nobody expects more of in order', () => {
    const subject = `DESIGN-01, ${aGpu.name}`;
    expect(about(withMachine({ gpus: [aGpu] }), subject)).toMatchObject({
      found: 'No driver.',
      trouble: { effect: 'No model runs on this card.' },
    });
    for (const kind of [{ software: true }, { integrated: true }]) {
      expect(about(withMachine({ gpus: [{ ...aGpu, ...kind }] }), subject)).toMatchObject({ trouble: null });
    }
  });

  it('say what a machine’s notice says', () => {
    const notice = { reason: 'It is a clone.', effect: 'It is not used.', action: 'Join it anew.' };
    expect(about(withMachine({ notice }), 'DESIGN-01')).toMatchObject({
      found: 'It is a clone.',
      trouble: { effect: 'It is not used.', action: 'Join it anew.' },
    });
  });

  it('tell how the office is reached', () => {
    const reached = (change: Partial<typeof access>): Check[] =>
      checksOfOffice({ machines: [], attached: [], models: [] }, { ...access, ...change });
    expect(reached({}).map(({ found }) => found)).toEqual([
      'The office is served on port 8420.',
      'HTTPS is served on port 8422.',
      'Other PCs reach this one at 192.168.10.12 (Ethernet) and 192.168.10.58 (Wi-Fi).',
    ]);
    expect(reached({ adapters: [] })[2]?.trouble?.action).toContain('Connect its network cable');
    expect(reached({ adapters: [], thisPcOnly: true })[2]?.trouble).toBeNull();
    const busy = problem('https_port_busy', 'Port 8422, for HTTPS, is used by another program.');
    expect(reached({ https: { ...access.https, port: null, problem: busy } })[1]).toMatchObject({
      found: busy.message,
      trouble: { action: busy.action },
    });
  });
});
