import path from 'node:path';
import type { ReplicaSpec } from '../../contract/replica.ts';

/** The model that every engine test can afford. */
export const demoModel = {
  file: path.resolve(import.meta.dirname, '../../assets/demo-model/aivailable-demo-q8_0.gguf'),
  sha256: '07482e8f1a976f04def29ca9c45908945c7396302669f9a776baef72a52c6aa0',
  sizeBytes: 2_757_504,
} as const;

/** The wish for one replica of the demo model on one device. */
export function demoSpec(changes: Partial<ReplicaSpec> = {}): ReplicaSpec {
  return {
    replicaId: 'demo-1',
    deploymentId: 'demo',
    model: 'aivailable-demo',
    variant: { sha256: demoModel.sha256, name: 'Q8_0', sizeBytes: demoModel.sizeBytes },
    gpuIds: ['cpu'],
    contextLength: 512,
    slots: 2,
    estimateBytes: 10_000_000,
    ...changes,
  };
}
