import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LocalEnrolment } from '../../contract/agent-api.ts';
import type { ReplicaReport } from '../../contract/replica.ts';
import type { AgentLink } from '../../main/link/agent-link.ts';
import { ask, readAnswer } from '../support/engine/generate-call.ts';
import { demoFile, demoSpec } from '../support/engine/demo-spec.ts';
import { openOfficeEnd, type OfficeEnd } from '../support/office-end.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

/** A report that cannot be read fails the test that reads it. */
const fail = (error: unknown): never => {
  throw error;
};

const program = path.resolve(import.meta.dirname, '../../node-agent/agent.ts');
const scriptedRunner = path.resolve(import.meta.dirname, '../support/engine/scripted-runner.ts');
const never = new AbortController().signal;

function startAgent(data: string, models: string, more: string[] = []): ChildProcess {
  const child = fork(program, ['run', '--data', data, '--models', models, '--runner', scriptedRunner, ...more], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** A coordinator that starts the agent of its own PC, up to a ready replica. */
async function withReplica(office: OfficeEnd, more: string[] = []) {
  const data = tempDir();
  const models = tempDir();
  copyFileSync(demoFile, path.join(models, `${demoSpec().variant.sha256}.gguf`));
  const child = startAgent(data, models, ['--parent', ...more]);
  const [message] = (await once(child, 'message')) as [unknown];
  const enrol = LocalEnrolment.parse(message);
  if (enrol.type !== 'enrol') throw new Error('the agent did not enrol');
  const machine = { machineId: enrol.machineId, certificate: enrol.certificate };
  office.admit(machine);
  child.send({ type: 'enrolled', ...office.target } satisfies LocalEnrolment);
  const link = await office.link(0);
  await link.putReplica(demoSpec());
  return { child, data, models, machine, link, ready: await reported(link) };
}

async function reported(link: AgentLink): Promise<ReplicaReport & { pid: number }> {
  for await (const { replicas } of link.reports(AbortSignal.timeout(30_000), fail)) {
    const [replica] = replicas;
    if (replica?.state === 'failed') throw new Error(replica.problem?.message);
    if (replica?.state === 'ready' && replica.pid !== null) return { ...replica, pid: replica.pid };
  }
  throw new Error('the reports ended');
}

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('enrols with its parent, answers, and ends cleanly', async () => {
  const { child, data, link, ready } = await withReplica(await openOfficeEnd());
  const answer = await readAnswer(link.generate('demo-1', ask('What is the capital of Portugal?'), never));
  expect(answer.text).toBe('The capital of Portugal is Lisbon.');
  expect(existsSync(path.join(data, 'agent.pid.json'))).toBe(true);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  // It promises to end by itself within 2.5 s; how long that takes on a busy machine is not its promise.
  expect(lives(ready.pid)).toBe(false);
  expect(existsSync(path.join(data, 'agent.pid.json'))).toBe(false);
});

it('keeps its model warm when the coordinator dies, and serves the next one', async () => {
  const office = await openOfficeEnd();
  const { child, ready, machine } = await withReplica(office);
  child.disconnect();
  await office.close();
  const next = await openOfficeEnd(office.target.port, office.identity);
  next.admit(machine);
  const link = await next.link(0);
  expect(await reported(link)).toMatchObject({ pid: ready.pid, since: ready.since });
  expect((await readAnswer(link.generate('demo-1', ask('what is 7 plus 5?'), never))).text).toBe('7 plus 5 is 12.');
});

it('ends by itself when no coordinator comes back', async () => {
  const office = await openOfficeEnd();
  const { child, ready } = await withReplica(office, ['--linger', '1']);
  child.disconnect();
  await office.close();
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  expect(lives(ready.pid)).toBe(false);
});

it('leaves no runner behind when it is killed', async () => {
  const { child, ready } = await withReplica(await openOfficeEnd());
  child.kill('SIGKILL');
  await expect(until('the runner is gone', () => !lives(ready.pid))).resolves.toBe(true);
});

it('refuses a data folder that another agent holds', async () => {
  const { data, models } = await withReplica(await openOfficeEnd());
  const second = startAgent(data, models);
  let said = '';
  second.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(second, 'close')) as [number];
  expect(code).toBe(1);
  expect(said).toContain('Another agent runs with the data folder');
});

it('ends without a fault when it is stopped while it enrols', async () => {
  const data = tempDir();
  const child = startAgent(data, tempDir(), ['--parent']);
  await once(child, 'message');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(path.join(data, 'agent.pid.json'))).toBe(false);
});

it('ends by itself when its parent ends while it enrols', async () => {
  const data = tempDir();
  const child = startAgent(data, tempDir(), ['--parent']);
  await once(child, 'message');
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(existsSync(path.join(data, 'agent.pid.json'))).toBe(false);
});

it('leaves its office: the agent that runs ends, and the enrolment is gone', async () => {
  const { child, data, ready } = await withReplica(await openOfficeEnd());
  const ended = once(child, 'exit');
  const leaving = fork(program, ['leave', '--data', data], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  leaving.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(leaving, 'close')).toEqual([0, null]);
  expect(said).toMatch(/^This machine left its office\. The agent ended\. A coordinator that runs on this PC starts/);
  expect(await ended).toEqual([0, null]);
  expect(lives(ready.pid)).toBe(false);
  expect(existsSync(path.join(data, 'enrolment.json'))).toBe(false);
});
