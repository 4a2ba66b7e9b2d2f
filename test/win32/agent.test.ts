/** The agent's win32 binaries under Wine, from a double click to the last trace: in a real office, whose coordinator runs on Linux. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../common/version.ts';
import { wineTree } from '../../scripts/wine/wine-tree.mjs';
import { programMs, until } from '../support/until.ts';
import {
  hang,
  install,
  isGone,
  prepareDownloads,
  preventCopying,
  readAgentLog,
  statusOfAgent,
  uninstall,
  uninstallButKeep,
  versionsOn,
} from './support/installed-agent.ts';
import { type Traces, tracesOf } from './support/traces.ts';
import { WindowsOffice } from './support/windows-office.ts';
import { WinePc } from './support/wine-pc.ts';

/** The agent may use Mesa's device; one processor thread is the quickest on a busy PC. */
const args = ['/AGENT=--allow-software-gpu', '--max-threads=1'];
const question = 'What is the capital of Portugal?';
const answer = 'The capital of Portugal is Lisbon.';

describe('a machine of win32 binaries under Wine', () => {
  const pc = new WinePc(wineTree());
  let office: WindowsOffice;
  let before: Traces;

  beforeAll(async () => {
    office = await WindowsOffice.start();
    await pc.on();
    prepareDownloads(pc);
    before = await tracesOf(pc);
  });
  afterAll(async () => {
    await pc.scrap();
    await office.end();
  });

  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.error(readAgentLog(pc));
  });

  /** What is on the PC beside the installers, which lie where the browser put them. */
  const traces = async (): Promise<Traces> => {
    const { files, registry } = await tracesOf(pc);
    return { registry, files: files.filter((file) => !file.includes('\\Downloads\\')) };
  };

  let name: string;
  it('joins by the installer alone, which knows from its name where and with which token', async () => {
    const download = await office.download();
    ({ name } = download);
    expect(await install(pc, name, download.content, args)).toMatchObject({ code: 0 });
    const machine = await office.machine('ready');
    expect(machine.hardware).toMatchObject({ platform: 'win32', arch: 'x64' });
    await until(
      'both of its devices can be used',
      async () => {
        const { gpus } = await office.machine('ready', 'answering');
        return ['cpu', 'vulkan'].every((backend) => gpus.some((gpu) => gpu.backend === backend && gpu.usable));
      },
      4 * programMs,
    );
  });

  it('leaves the token neither in the registry nor in a file', async () => {
    const secret = /\.([0-9A-Z]{16})\./.exec(name)?.[1];
    expect(secret).toMatch(/^.{16}$/);
    const { registry } = await traces();
    expect(registry.filter((entry) => entry.includes(String(secret)))).toEqual([]);
    expect(pc.filesWith(String(secret))).toEqual([]);
  });

  it('waits for nobody: it hears what the network announces by mDNS, and opens no other port', () => {
    expect(pc.listening().filter((port) => port !== 'udp 5353')).toEqual([]);
  });

  it('loads the demo model on its processor and on Mesa’s Vulkan device, and writes what Linux writes', async () => {
    const here = (await office.machines()).find((one) => one.thisPc);
    const machine = await office.machine('ready', 'answering');
    const vulkan = machine.gpus.find((gpu) => gpu.backend === 'vulkan');
    const onLinux = await office.test(String(here?.id), 'cpu');
    const onProcessor = await office.test(machine.id, 'cpu');
    const onVulkan = await office.test(machine.id, String(vulkan?.id));
    expect(onLinux.text.length).toBeGreaterThan(20);
    expect([onProcessor.backend, onProcessor.text]).toEqual(['cpu', onLinux.text]);
    expect([onVulkan.backend, onVulkan.text]).toEqual(['vulkan', onLinux.text]);
  });

  it('answers a question of the office when no other machine serves', async () => {
    const here = (await office.machines()).find((one) => one.thisPc);
    await office.control('PATCH', `machines/${String(here?.id)}`, { paused: true });
    await replicaIsReady(0);
    expect(await office.ask(question)).toBe(answer);
  });

  it('comes back by itself after its agent was killed', async () => {
    const killedAt = Date.now();
    expect(pc.kill('node-agent.mjs')).toBe(1);
    await replicaIsReady(killedAt);
    expect(await office.ask(question)).toBe(answer);
  });

  it('comes back when its user logs on after the PC was off', async () => {
    await pc.off();
    await office.machine('lost');
    const onAt = Date.now();
    await pc.on();
    await replicaIsReady(onAt);
    expect(await office.ask(question)).toBe(answer);
  });

  it('goes on with its older version when a newer one cannot be copied, and keeps the newer one alone when it can', async () => {
    const { content } = await office.download();
    const file = name.replace(/~AIV1.*$/, '.exe');
    const runs = (one: string): Promise<boolean> =>
      until(
        `version ${one} runs`,
        () => pc.processes().some((command) => command.includes(`versions\\${one}\\agent`)),
        programMs,
      );
    const clear = preventCopying(pc, '0.0.9');
    expect(await install(pc, file, content, args)).toMatchObject({ code: 2 });
    await runs('0.0.9');
    await office.machine('ready', 'answering');
    clear();
    expect(await install(pc, file, content, args)).toMatchObject({ code: 0 });
    await runs(version);
    expect(versionsOn(pc)).toEqual([version]);
  });

  it('keeps its place in the office when it is uninstalled without its data, and installed again', async () => {
    const { id } = await office.machine('ready', 'answering');
    await uninstallButKeep(pc);
    const { content } = await office.download();
    expect(await install(pc, name.replace(/~AIV1.*$/, '.exe'), content, args)).toMatchObject({ code: 0 });
    const runs = (): boolean => pc.processes().some((command) => command.includes('node-agent.mjs run'));
    await until('the agent runs again', runs, programMs);
    expect((await office.machine('ready', 'answering')).id).toBe(id);
  });

  it('leaves no file and no registry entry when it is uninstalled', async () => {
    await uninstall(pc);
    expect(await traces()).toEqual(before);
  });

  it('asks to join when its name holds no token, and both sides show the same code', async () => {
    const { content } = await office.download();
    name = name.replace(/~AIV1.*$/, '.exe');
    expect(await install(pc, name, content, args)).toMatchObject({ code: 0 });
    const ask = await until(
      'the office shows a code',
      async () => (await office.asks()).find((one) => one.code),
      programMs,
    );
    expect((await statusOfAgent(pc)).stdout).toContain(`Code ${String(ask.code)} for `);
    await office.control('POST', `machines/asks/${ask.id}/accept`);
    await office.machine('ready', 'answering');
  });

  it('uninstalls itself when an admin removes the machine, and ends what hangs of it', async () => {
    const { id } = await office.machine('ready', 'answering');
    const hung = hang(pc);
    await until('a program hangs', () => pc.processes().some((command) => command.includes('setInterval')));
    await office.control('DELETE', `machines/${id}`);
    await isGone(pc);
    await hung;
    expect(await traces()).toEqual(before);
    expect((await office.machines()).map((one) => one.id)).not.toContain(id);
  });

  /** @param since when it must have become ready, at the earliest; its runner ends with its agent */
  async function replicaIsReady(since: number): Promise<void> {
    await until(
      'the demo model is ready on the machine',
      async () => {
        const machine = (await office.machines()).find((one) => !one.thisPc);
        return machine?.replicas.some((replica) => replica.state === 'ready' && replica.since > since);
      },
      4 * programMs,
    );
  }
});
