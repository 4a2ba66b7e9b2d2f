import { copyFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ReplicaSpec } from '../../../contract/replica.ts';
import { demoModel } from '../../../common/demo-model.ts';
import { tempDir } from '../temp-dir.ts';

/** The model that every engine test can afford. */
export const demoFile = path.resolve(import.meta.dirname, '../../../assets/demo-model', demoModel.file);

/** The wish for one replica of the demo model on one device. */
export const demoSpec = (changes: Partial<ReplicaSpec> = {}): ReplicaSpec => ({
  replicaId: 'demo-1',
  deploymentId: demoModel.name,
  model: demoModel.name,
  variant: { sha256: demoModel.sha256, name: 'Q8_0', sizeBytes: statSync(demoFile).size },
  shares: [],
  kind: 'chat',
  gpuIds: ['cpu'],
  contextLength: 512,
  slots: 2,
  estimateBytes: 10_000_000,
  ...changes,
});

/** A folder of the test's own that holds the demo model as an agent keeps it. */
export function modelsFolder(): string {
  const folder = tempDir();
  copyFileSync(demoFile, path.join(folder, `${demoModel.sha256}.gguf`));
  return folder;
}
