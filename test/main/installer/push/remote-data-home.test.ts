import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { installRig, listing, requestFor } from '../../../support/install/install-rig.ts';
import { startPasswordHost } from '../../../support/install/ssh-host.ts';

/** @param fails a switch of the agent's bundle */
async function installElsewhere(options: { silentForMs?: number } = {}, fails: string | null = null) {
  const host = await startPasswordHost({ dataHome: '~/elsewhere' });
  if (fails !== null) writeFileSync(path.join(host.switches, fails), '');
  const rig = installRig(options);
  const login = { kind: 'password', password: host.password } as const;
  return { host, view: await rig.ended(rig.installs.start(requestFor(host, login)).id) };
}

describe('a PC whose user keeps data elsewhere', () => {
  it('gets the agent there, which joins', async () => {
    const { host, view } = await installElsewhere();
    expect(view.state).toBe('done');
    expect(existsSync(path.join(host.home, 'elsewhere/aivailable-agent/data/enrolment.json'))).toBe(true);
    expect(existsSync(path.join(host.home, '.local'))).toBe(false);
  });

  it('has nothing of it left when it cannot join', async () => {
    const { host, view } = await installElsewhere({}, 'join-fails');
    expect(view).toMatchObject({ state: 'failed', problem: { effect: 'What had been done on that PC was undone.' } });
    expect(listing(host.home)).toEqual([]);
  });

  it('has nothing of it left when it does not connect, and its last words are told', async () => {
    const { host, view } = await installElsewhere({ silentForMs: 50 });
    expect(view.problem?.message).toContain('the coordinator cannot be reached: connect ETIMEDOUT');
    expect(listing(host.home)).toEqual([]);
  });
});
