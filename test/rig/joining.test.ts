/** Journey: machines come into an office from nothing: by the line of the join page, used once, and by comparing a code. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskView, JoinCommands } from '../../contract/control-machines.ts';
import { portsOf } from '../support/agent-process.ts';
import { processesOn } from '../support/processes-on.ts';
import type { RigAgent } from '../support/rig-agent.ts';
import { answer, RigFleet } from '../support/rig-fleet.ts';
import { officeName } from '../support/rig-office.ts';
import { runOn } from '../support/run-on.ts';
import { programMs, until } from '../support/until.ts';
import { type BootedPc, officeUser } from './booted-pc.ts';

let fleet: RigFleet;
beforeAll(async () => {
  fleet = await RigFleet.open();
});
afterAll(() => fleet.close());

describe('a machine that is to join by a code', () => {
  let agent: RigAgent;
  let ask: AskView;

  const codeOn = async (one: RigAgent): Promise<string> => {
    const shown = await until(
      `${one.pc.name} shows a code`,
      async () => (await one.status()).asks.find(({ code }) => code !== null),
      programMs,
    );
    return shown.code ?? '';
  };
  const askOf = (one: RigAgent): Promise<AskView> =>
    fleet.office.until(`the office shows the code of ${one.pc.name}`, ({ asks }) =>
      asks.find(({ hostName, code }) => hostName === one.pc.name && code !== null),
    );

  it('hears the office and asks, and both screens show the same code', async () => {
    agent = await fleet.addPc(1);
    agent.start();
    ask = await askOf(agent);
    expect(ask).toMatchObject({ address: agent.pc.address, platform: 'linux', sameIdAs: null });
    expect(await codeOn(agent)).toBe(ask.code);
    expect((await agent.status()).asks).toMatchObject([{ officeName, address: fleet.address }]);
  });

  it('listens on no port meanwhile but that of mDNS', () => {
    expect(new Set(portsOf(agent.pid).map((port) => port.replace(/ .*:/, ' ')))).toEqual(new Set(['udp 14E9']));
  });

  it('is a machine of the office when the code was accepted', async () => {
    await fleet.office.control('POST', `/control/machines/asks/${ask.id}/accept`, {});
    await fleet.office.serving('pc1');
    expect((await agent.status()).office?.name).toBe(officeName);
    expect((await fleet.test('pc1')).text).toContain(answer);
    expect((await fleet.office.state()).asks).toEqual([]);
  });

  it('listens on no port at all from then on', async () => {
    await until('it listens nowhere', () => portsOf(agent.pid).length === 0);
    expect(await runOn(agent.pc, 'ss', ['-Hlntu'])).toBe('');
  });

  it('is told when the code was rejected, and does not come in', async () => {
    const other = await fleet.addPc(2);
    other.start();
    const { id, code } = await askOf(other);
    expect(await codeOn(other)).toBe(code);
    expect(code).not.toBe(ask.code);
    await fleet.office.control('POST', `/control/machines/asks/${id}/reject`);
    const told = await until(
      'it is told',
      async () => (await other.status()).asks.find((one) => one.code === null),
      programMs,
    );
    expect(told.officeName).toBe(officeName);
    const { machines, asks } = await fleet.office.state();
    expect([machines.map(({ name }) => name).toSorted(), asks]).toEqual([['coordinator', 'pc1'], []]);
    other.signal('SIGTERM');
    await other.ended();
  });
});

describe('the line that an admin carries to a PC', () => {
  let first: BootedPc;
  let second: BootedPc;
  let line: string;
  let home: string;
  let withoutSystemd: Promise<string>;

  const newLine = async (): Promise<string> => {
    const { commands } = JoinCommands.parse(await fleet.office.control('POST', '/control/machines/tokens', {}));
    return commands.linux ?? '';
  };
  /** Types the line as the office prints it. @returns what it said, and its exit code in a line of its own */
  const type = (booted: BootedPc): Promise<string> =>
    booted.exec('runuser', '-l', officeUser.name, '-c', `${line} 2>&1; echo $?`);

  beforeAll(async () => {
    first = await fleet.rig.install(await fleet.rig.addPc(3));
    second = await fleet.rig.install(await fleet.rig.addPc(4));
    line = await newLine();
    // It waits for systemd in vain, and longer than the others take.
    home = path.join(fleet.rig.folder, 'home');
    const typed = `mkdir ${home}; { HOME=${home} ${await newLine()}; } 2>&1; echo $?`;
    withoutSystemd = runOn(await fleet.rig.addPc(5), 'sh', ['-c', typed]);
    await Promise.all([first.boot(), second.boot()]);
  });

  it('makes it a machine of the office', async () => {
    expect(await type(first)).toMatch(/Done\..*\n0\n$/);
    await fleet.office.serving('pc3');
    expect((await fleet.test('pc3')).text).toContain(answer);
    const [pid = 0] = await processesOn(first.pc, 'node-agent.mjs run');
    await until('it listens nowhere', () => portsOf(pid).length === 0);
  });

  it('is refused on a second PC, where it leaves nothing', async () => {
    const before = second.disk.files();
    expect(await type(second)).toMatch(/was used already.*could not join, and the agent was removed again.*\n1\n$/s);
    expect([...second.disk.files().keys()].filter((file) => !before.has(file))).toEqual([]);
    expect(await processesOn(second.pc, 'node')).toEqual([]);
    expect((await fleet.office.state()).machines.map(({ name }) => name)).not.toContain('pc4');
  });

  it('says what it cannot do on a PC that systemd did not start, and leaves nothing', async () => {
    expect(await withoutSystemd).toMatch(/are not run by systemd here.*Nothing was installed\.\n1\n$/s);
    expect(await runOn(fleet.office.pc, 'find', [home])).toBe(`${home}\n`);
  });
});
