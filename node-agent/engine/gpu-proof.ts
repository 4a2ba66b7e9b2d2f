/** GPU-only is a promise: after each load it is proved, or the replica is refused. */
import type { Problem } from '../../contract/errors.ts';
import type { Backend } from '../../contract/hardware.ts';
import { problem } from '../../contract/problem.ts';
import type { GpuProof } from '../../contract/replica.ts';
import { isSoftwareDevice } from './software-device.ts';

/** What the engine says of itself after a load. It may lie: "vulkan" with no device, "max" layers that are none. */
export interface LoadFacts {
  readonly backend: Backend;
  readonly supportsGpuOffloading: boolean;
  readonly deviceNames: readonly string[];
  /** Devices that were asked for. */
  readonly devicesWanted: number;
  readonly layersOnGpu: number;
  readonly layers: number;
  /** Bytes of conversation memory that llama.cpp put beside the GPU, in main memory; null when it did not say. */
  readonly cacheBytesOffGpu: number | null;
  readonly allowSoftwareGpu: boolean;
}

type GpuVerdict = { readonly proof: GpuProof } | { readonly refusal: Problem };

const refusal = (message: string): GpuVerdict => ({ refusal: problem('gpu_only_refused', message) });

/**
 * Proves that the whole model is on the GPU, or says what speaks against it. The proof holds for what the engine reports;
 * that the numbers are right was checked against llama.cpp's own load lines.
 */
export function proveGpuOnly(facts: LoadFacts): GpuVerdict {
  const { backend, deviceNames, devicesWanted, layersOnGpu, layers } = facts;
  if (!facts.supportsGpuOffloading) {
    return refusal(`The engine cannot compute on a ${backend} device of this machine; it would use the processor.`);
  }
  if (deviceNames.length === 0) return refusal(`The engine found no ${backend} device; it would use the processor.`);
  if (deviceNames.length !== devicesWanted) {
    return refusal(`The engine uses ${deviceNames.length} devices where ${devicesWanted} were asked for.`);
  }
  const software = deviceNames.find(isSoftwareDevice);
  if (software !== undefined && !facts.allowSoftwareGpu) return refusal(`${software} computes on the processor.`);
  if (layers < 1 || layersOnGpu < layers) {
    return refusal(
      `Only ${layersOnGpu} of ${layers} layers are on the graphics card; the rest would run on the processor.`,
    );
  }
  if (facts.cacheBytesOffGpu === null) return refusal('The engine did not say where the conversation memory is.');
  if (facts.cacheBytesOffGpu > 0) {
    const megabytes = Math.ceil(facts.cacheBytesOffGpu / 1e6);
    return refusal(`${megabytes} MB of the conversation memory are in main memory instead of on the graphics card.`);
  }
  return { proof: { backend, deviceNames: [...deviceNames], layersOnGpu, layers } };
}
