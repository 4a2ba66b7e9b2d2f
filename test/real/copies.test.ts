/** Copies of model files to a real agent, over its real tunnel: whole, checked, and resumed where it was when it was killed. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { Copies } from '../../main/copies/copies.ts';
import { agentCommand, runAgentOn } from '../support/agent-process.ts';
import { aDeployment, aVariant } from '../support/library/copy-fixtures.ts';
import { demoSpec } from '../support/engine/demo-spec.ts';
import { openJoinableOffice } from '../support/install/joinable-office.ts';
import { quietLog } from '../support/quiet-log.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

const never = new AbortController().signal;

/** An office with one model file, whose agent is a real process and is asked for a replica of it. */
async function anOfficeThatCopies(megabytes: number) {
  const folder = tempDir();
  const content = Buffer.concat(Array.from({ length: megabytes }, () => randomBytes(1024 ** 2)));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = path.join(folder, `${sha256}.gguf`);
  writeFileSync(file, content);
  const office = await openJoinableOffice();
  const data = tempDir();
  await agentCommand(['join', office.enrolment.createToken().token, '--data', data, '--coordinator', office.address]);
  const agent = runAgentOn(data);
  const online = () =>
    until(
      'the machine is online',
      () => office.inventory.machines().find(({ state }) => state === 'online'),
      programMs,
    );
  const { id } = await online();
  const variant = aVariant('a', { sha256, sizeBytes: content.length });
  const copies = new Copies({
    snapshot: () => ({
      machines: office.inventory
        .machines()
        .filter(({ state }) => state === 'online')
        .map(({ name, local, files, disk, replicas }) => ({
          id,
          name,
          local,
          files,
          disk,
          budgetBytes: null,
          serving: true,
          roomBytes: 0,
          allRoomBytes: 0,
          replicas: replicas.map(({ spec, state, since }) => {
            return { deploymentId: spec.deploymentId, sha256: spec.variant.sha256, state, since };
          }),
        })),
      deployments: [aDeployment('a', { variants: [variant], matters: false })],
      known: new Set([sha256]),
    }),
    fileOf: () => file,
    linkTo: (machineId) => office.tunnels.to(machineId),
    clock: systemClock,
    log: quietLog,
  });
  onTestFinished(() => copies.close());
  onTestFinished(office.inventory.onChange(() => copies.wake()));
  const named = { sha256, sizeBytes: content.length, name: 'Q4_K_M' };
  const spec = demoSpec({ deploymentId: 'model-a', model: 'model-a', variant: named });
  const link = await until('there is a tunnel', () => office.tunnels.to(id));
  await link.putReplica(spec);
  const replica = (state: string) =>
    until(
      `the replica is ${state}`,
      () => {
        const machine = office.inventory.machine(id);
        const found = machine?.replicas.find((one) => one.state === state);
        if (found) return found;
        throw new Error(
          JSON.stringify({ machine: machine?.state, replicas: machine?.replicas, copies: copies.list() }),
        );
      },
      programMs,
    );
  const there = path.join(data, 'models', `${sha256}.gguf`);
  const part = path.join(data, 'models', `${sha256}.part`);
  return { office, agent, data, id, copies, file, content, sha256, spec, link, replica, there, part, online };
}

it('brings the file that a replica waits for, which is loaded then', async () => {
  const { office, id, copies, content, sha256, link, replica, there, part } = await anOfficeThatCopies(20);
  await replica('ready');
  expect(readFileSync(there).equals(content)).toBe(true);
  expect(existsSync(part)).toBe(false);
  await until('no copy is left', () => copies.list().length === 0);
  const held = () => office.inventory.machine(id)?.files.find((file) => file.sha256 === sha256);
  await until('it is told', () => held()?.whole);
  // While a replica has it open it stays; then it goes.
  await expect(link.dropFile(sha256, null)).rejects.toMatchObject({ problem: { code: 'file_in_use' } });
  await link.dropReplica('demo-1');
  await replica('gone');
  await link.dropFile(sha256, null);
  expect(existsSync(there)).toBe(false);
  await until('it is told', () => !held());
});

it('goes on from where it was when the agent was killed in the middle', async () => {
  const { agent, data, office, id, copies, content, spec, replica, there, part } = await anOfficeThatCopies(80);
  await until('a third has come', () => (copies.list()[0]?.doneBytes ?? 0) > content.length / 3, programMs);
  agent.kill('SIGKILL');
  await until('it is lost', () => office.inventory.machine(id)?.state === 'lost', programMs);
  expect(existsSync(there)).toBe(false);
  const kept = statSync(part).size;
  expect(kept).toBeGreaterThan(0);
  runAgentOn(data);
  const link = await until(
    'it is back',
    () => office.inventory.machine(id)?.state === 'online' && office.tunnels.to(id),
    programMs,
  );
  const begun: number[] = [];
  onTestFinished(copies.onChange(() => void begun.push(copies.list()[0]?.doneBytes ?? 0)));
  await link.putReplica(spec);
  await replica('ready');
  expect(begun.find((bytes) => bytes > 0)).toBeGreaterThanOrEqual(kept);
  expect(readFileSync(there).equals(content)).toBe(true);
});

it.each([
  ['vanished', (file: string) => rmSync(file), 'is not on the office’s PC any more'],
  ['was cut', (file: string) => truncateSync(file, 10_000_000), 'changed on the office’s PC'],
  ['holds other bytes', (file: string) => writeFileSync(file, 'x', { flag: 'r+' }), 'not the one that was announced'],
])(
  'says why the replica of a file that %s does not come, and leaves nothing that passes for whole',
  async (_what, spoil, why) => {
    const { office, id, file, sha256, replica, there, part, spec } = await anOfficeThatCopies(20).then(async (one) => {
      await one.replica('ready');
      await one.link.dropReplica('demo-1');
      await one.replica('gone');
      await one.link.dropFile(one.sha256, null);
      return one;
    });
    spoil(file);
    const link = await until('there is a tunnel', () => office.tunnels.to(id));
    await link.putReplica({ ...spec, replicaId: 'demo-2' }, { signal: never });
    const { problem } = await replica('failed');
    expect(problem).toMatchObject({ code: 'model_file_missing', message: expect.stringContaining(why) });
    expect([existsSync(there), existsSync(part)]).toEqual([false, false]);
    await until('it is told', () => !office.inventory.machine(id)?.files.some((one) => one.sha256 === sha256));
  },
);
