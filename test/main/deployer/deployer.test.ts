import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import type { ReplicaReport, ReplicaSpec } from '../../../contract/replica.ts';
import { Deployer } from '../../../main/deployer/deployer.ts';
import { machineFacts, report, spec } from '../../support/office-fixtures.ts';
import { quietLog } from '../../support/quiet-log.ts';

const memory = { weightsBytes: 0, cacheBytes: 0, workBytes: 0 };
const planOf = (...specs: ReplicaSpec[]) => ({
  replicas: specs.map((one) => ({ machineId: 'm', spec: one, reason: '', memory })),
  promised: [],
  refusals: [],
});
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** An agent that takes commands when it is let. */
function slowAgent() {
  const said: string[] = [];
  const open: (() => void)[] = [];
  const hear = (what: string, { generation }: { generation: number }): Promise<void> => {
    said.push(`${what} of plan ${generation}`);
    return new Promise((resolve) => void open.push(resolve));
  };
  const link = {
    putReplica: ({ replicaId }: ReplicaSpec, command: { generation: number }) => hear(`put ${replicaId}`, command),
    dropReplica: (replicaId: string, command: { generation: number }) => hear(`drop ${replicaId}`, command),
  };
  /** Takes the oldest command. */
  const take = async (): Promise<void> => {
    open.shift()?.();
    await settled();
  };
  return { link: link as never, said, take };
}

it('says the commands of one model to one machine one after another', async () => {
  const { link, said, take } = slowAgent();
  const inventory = { machines: () => [machineFacts({ replicas: [report({ state: 'failed' })] })] } as never;
  new Deployer(inventory, () => link, quietLog).carryOut(
    planOf(spec({ replicaId: 'llama-2' }), spec({ replicaId: 'other-1', deploymentId: 'other' })),
  );
  expect(said).toEqual(['drop llama-1 of plan 1', 'put other-1 of plan 1']);
  await take();
  expect(said.at(-1)).toBe('put llama-2 of plan 1');
});

it('says nothing of a plan that a newer one has replaced, and tells the agent which is newer', async () => {
  const { link, said, take } = slowAgent();
  const inventory = { machines: () => [machineFacts({ replicas: [] })] } as never;
  const deployer = new Deployer(inventory, () => link, quietLog);
  const first = planOf(spec({ replicaId: 'llama-1' }), spec({ replicaId: 'llama-2', gpuIds: ['second'] }));
  deployer.carryOut(first);
  deployer.carryOut(first);
  deployer.carryOut(planOf(spec({ replicaId: 'llama-3' })));
  expect(said).toEqual(['put llama-1 of plan 1']);
  await take();
  await take();
  await take();
  expect(said).toEqual(['put llama-1 of plan 1', 'put llama-3 of plan 2']);
});

it('drops whatever a machine makes up, and does not fill the log with it', async () => {
  const lines: string[] = [];
  const log = pino(new Writable({ write: (line: Buffer, _encoding, done) => done(void lines.push(line.toString())) }));
  let replicas: ReplicaReport[] = [];
  const dropped: string[] = [];
  const inventory = { machines: () => [machineFacts({ replicas })] } as never;
  const link = {
    dropReplica: (id: string) => Promise.resolve(void dropped.push(id)),
    putReplica: () => Promise.resolve(),
  } as never;
  const deployer = new Deployer(inventory, () => link, log);
  deployer.carryOut(planOf(spec()));
  await settled();
  for (let time = 0; time < 50; time += 1) {
    replicas = [report({ spec: spec({ replicaId: `made-up-${time}` }) })];
    deployer.carryOut(planOf());
    await settled();
  }
  replicas = [report()];
  deployer.carryOut(planOf());
  await settled();
  expect(dropped).toHaveLength(51);
  expect(lines.map((line) => (JSON.parse(line) as { replicaId: string }).replicaId)).toEqual([
    'llama-1',
    'made-up-0',
    'llama-1',
  ]);
});

it('says nothing twice while its agent has not answered, and tells how far each command has come', async () => {
  const answers: PromiseWithResolvers<void>[] = [];
  const putReplica = () => {
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    return answer.promise;
  };
  const inventory = { machines: () => [machineFacts({ replicas: [] })] } as never;
  const deployer = new Deployer(inventory, () => ({ putReplica }) as never, quietLog);
  const states: string[] = [];
  deployer.onMove((_command, state) => states.push(state));
  const once = async (end: (answer: PromiseWithResolvers<void>) => void): Promise<void> => {
    deployer.carryOut(planOf(spec()));
    deployer.carryOut(planOf(spec()));
    expect(answers).toHaveLength(1);
    for (const answer of answers.splice(0)) end(answer);
    await settled();
  };
  await once(({ resolve }) => resolve());
  await once(({ reject }) => reject(new ProblemError(problem('stale_command', ''))));
  await once(({ reject }) => reject(new ProblemError(problem('machine_lost', ''))));
  await once(({ reject }) => reject(new DOMException('', 'TimeoutError')));
  expect(states).toEqual(['said', 'taken', 'said', 'planned', 'said', 'planned', 'said', 'refused']);
});

it('knows no more replicas than there are, however many there were', async () => {
  const inventory = { machines: () => [machineFacts({ replicas: [] })] } as never;
  const deployer = new Deployer(inventory, () => ({ putReplica: () => Promise.resolve() }) as never, quietLog);
  for (let time = 0; time < 1_000; time += 1) {
    deployer.carryOut(planOf(spec({ replicaId: `llama-${time}` })));
    await settled();
  }
  expect(deployer.entries).toBeLessThan(100);
});
