/** What a real load of a file takes, as the agent measures it. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Gpu } from '../../../contract/hardware.ts';
import type { ReplicaMemory, ReplicaSpec } from '../../../contract/replica.ts';
import { RunnerEngine } from '../../../node-agent/engine/runner-engine.ts';
import { demoSpec } from '../engine/demo-spec.ts';
import { quietLog } from '../quiet-log.ts';

const entry = path.resolve(import.meta.dirname, '../../../node-agent/engine/llama-runner.ts');
const never = new AbortController().signal;

export async function measureLoad(
  file: string,
  gpu: Gpu,
  kind: ReplicaSpec['kind'],
  { contextLength, slots }: { contextLength: number; slots: number },
): Promise<ReplicaMemory> {
  const engine = new RunnerEngine({ entry, maxThreads: 1, allowSoftwareGpu: true, log: quietLog });
  const variant = { ...demoSpec().variant, sizeBytes: statSync(file).size };
  const spec = demoSpec({ gpuIds: [gpu.id], variant, kind, contextLength, slots });
  const replica = await engine.load({ spec, file, gpus: [gpu] }, never);
  await replica.unload();
  return replica.memory;
}
