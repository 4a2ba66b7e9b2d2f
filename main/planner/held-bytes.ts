/** Bytes by GPU of the office. */
export class HeldBytes {
  readonly #bytes = new Map<string, number>();

  /** Adds bytes to GPUs of one machine, in equal parts; a negative number takes them away. */
  add(machineId: string, gpuIds: readonly string[], bytes: number): void {
    for (const gpuId of gpuIds) {
      this.#bytes.set(keyOf(machineId, gpuId), this.at(machineId, gpuId) + bytes / gpuIds.length);
    }
  }

  at(machineId: string, gpuId: string): number {
    return this.#bytes.get(keyOf(machineId, gpuId)) ?? 0;
  }
}

const keyOf = (machineId: string, gpuId: string): string => `${machineId} ${gpuId}`;
