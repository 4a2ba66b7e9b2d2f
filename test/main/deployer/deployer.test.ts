import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Deployer } from '../../../main/deployer/deployer.ts';
import type { ReplicaReport } from '../../../contract/replica.ts';
import { machineFacts, report, spec } from '../../support/office-fixtures.ts';

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
  const memory = { weightsBytes: 0, cacheBytes: 0, workBytes: 0 };
  deployer.carryOut({ replicas: [{ machineId: 'm', spec: spec(), reason: '', memory }], promised: [], refusals: [] });
  await new Promise(setImmediate);
  for (let time = 0; time < 50; time += 1) {
    replicas = [report({ spec: spec({ replicaId: `made-up-${time}` }) })];
    deployer.carryOut({ replicas: [], promised: [], refusals: [] });
  }
  replicas = [report()];
  deployer.carryOut({ replicas: [], promised: [], refusals: [] });
  expect(dropped).toHaveLength(51);
  expect(lines.map((line) => (JSON.parse(line) as { replicaId: string }).replicaId)).toEqual([
    'llama-1',
    'made-up-0',
    'llama-1',
  ]);
});
