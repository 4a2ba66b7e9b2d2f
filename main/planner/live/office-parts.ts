/** The parts of an office file, from what is known of the office that runs. Pure. */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Deployment, Variant } from '../../../contract/model.ts';
import type { OfficeGpu, OfficeMachine, OfficeVariant } from '../../../contract/office-file.ts';
import type { Snapshot, SnapshotMachine } from '../../../contract/plan.ts';
import { bandwidthOf } from './bandwidth.ts';
import { qualitiesOf } from './quality.ts';
import { limitOn } from './room-for.ts';

/** One id for a GPU of the whole office. */
export const gpuKey = (machineId: string, gpuId: string): string => `${machineId} ${gpuId}`;

export function officeMachine(machine: SnapshotMachine, marginBytes: number): OfficeMachine {
  const { id, name, serving, gpus } = machine;
  const officeGpu = (gpu: Gpu): OfficeGpu => {
    const limit = limitOn(machine, gpu.id);
    return {
      id: gpuKey(id, gpu.id),
      name: gpu.name,
      vendor: '',
      backend: gpu.backend,
      vramTotal: gpu.totalBytes,
      vramOther: gpu.othersBytes,
      bandwidth: bandwidthOf(gpu),
      // A limit of the office is what models take; one of the file holds the margin, too.
      limit: limit === Infinity ? null : Math.min(gpu.totalBytes, limit + marginBytes),
    };
  };
  return { id, name, online: serving, gpus: gpus.filter(({ usable }) => usable).map(officeGpu) };
}

/** A file that a deployment allows, as it is called in the office file. */
interface NamedVariant {
  readonly model: string;
  /** "Q4_K_M"; a second file of that name is "Q4_K_M (2)". */
  readonly id: string;
  readonly variant: Variant;
  readonly quality: number;
}

/** Best first. */
export function namedVariants({ model, variants }: Deployment, all: Snapshot['variants']): NamedVariant[] {
  const found = variants.flatMap((sha256) => all.find((one) => one.sha256 === sha256) ?? []);
  const qualities = qualitiesOf(found);
  return found.map((variant, index) => {
    const twins = found.slice(0, index).filter(({ name }) => name === variant.name).length;
    const id = twins === 0 ? variant.name : `${variant.name} (${twins + 1})`;
    return { model, id, variant, quality: qualities[index] ?? 0 };
  });
}

export function officeFacts({ facts }: Variant): OfficeVariant['facts'] {
  const { architecture, layers, embeddingLength, kvHeads, keyLength, vocabularySize, slidingWindow, graph } = facts;
  return {
    architecture,
    layers,
    embedding: embeddingLength,
    heads: graph?.heads ?? Math.max(1, Math.round(embeddingLength / keyLength)),
    kvHeads: Math.round(kvHeads.reduce((sum, count) => sum + count, 0) / layers),
    headSize: keyLength,
    feedForward: graph?.feedForwardLength ?? 0,
    vocab: vocabularySize,
    contextMax: facts.trainedContext,
    slidingWindow,
  };
}
