import { expect, it } from 'vitest';
import { openIdentity } from '../../../node-agent/link/identity.ts';
import { layCable } from '../../support/cable.ts';
import { startFakeAgent } from '../../support/fake-agent.ts';
import { openOfficeEnd } from '../../support/office-end.ts';
import { ScriptedEngine } from '../../support/engine/scripted-engine.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('opens a new socket for files after the tunnel broke, though the old one fell silent without an end', async () => {
  const office = await openOfficeEnd();
  const cable = await layCable(office.target.port);
  const identity = await openIdentity(tempDir());
  office.admit(identity);
  await using _agent = startFakeAgent({
    identity,
    enrolment: { ...office.enrolment, addresses: [`127.0.0.1:${cable.port}`] },
    engine: new ScriptedEngine({ tokens: 1, everyMs: 0, slots: null, text: () => '' }),
  });
  const before = await (await office.link(0)).bulk(AbortSignal.timeout(5_000));
  cable.pull();
  cable.cut(0);
  const after = await (await office.link(1)).bulk(AbortSignal.timeout(5_000));
  expect(before.ended).toBe(true);
  expect(after.ended).toBe(false);
});
