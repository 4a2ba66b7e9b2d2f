import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { awakeWays } from '../../node-agent/awake/awake-ways.ts';
import { holdProgram } from '../../node-agent/awake/hold-program.ts';
import { StayAwake } from '../../node-agent/awake/stay-awake.ts';
import { quietLog } from '../support/quiet-log.ts';
import { programMs, until } from '../support/until.ts';
import { officeUser, type BootedPc } from './booted-pc.ts';
import { Rig } from './rig.ts';

let rig: Rig;
let booted: BootedPc;
beforeEach(async () => {
  rig = await Rig.make();
  booted = await rig.install(await rig.addPc(1));
  await booted.boot();
});
afterEach(() => rig.close());

/** What an agent of this user on the booted PC would hold. @param user has no session, as a service has none */
async function staysAwake(user: string): Promise<StayAwake> {
  const ways = await Promise.all(
    awakeWays('linux', process.pid).map(async ({ program, args }) => {
      const [outside = '', ...words] = await booted.words('/usr/sbin/runuser', '-u', user, '--', program, ...args);
      return { program: outside, args: words };
    }),
  );
  const awake = new StayAwake({ ways, hold: holdProgram, log: quietLog, afterMs: 0 });
  onTestFinished(() => awake.close());
  return awake;
}

const inhibited = async (): Promise<string> =>
  (await booted.exec('/usr/bin/systemd-inhibit', '--list', '--no-legend', '--no-pager')).replaceAll(/\s+/g, ' ');

it('a PC with systemd does not sleep while it answers; an agent without a session keeps it from idling', async () => {
  for (const [user, what] of [
    ['root', 'sleep:idle'],
    [officeUser.name, 'idle'],
  ] as const) {
    const awake = await staysAwake(user);
    awake.busy(true);
    const held = `systemd-inhibit ${what} An answer is being written block`;
    await until(`${user} holds it`, async () => (await inhibited()).includes(held), programMs);
    awake.busy(false);
    await until(`${user} lets it go`, async () => !(await inhibited()).includes('AIvailable'), programMs);
  }
  expect(await inhibited()).not.toContain('AIvailable');
});
