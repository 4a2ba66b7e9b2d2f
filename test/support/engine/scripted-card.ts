/** An office PC's card whose vendor's tool is a real program that prints what the test says, with an engine that fills it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../../../common/write-whole.ts';
import { GpuWatch } from '../../../node-agent/hardware/gpu-watch.ts';
import { NvidiaReader } from '../../../node-agent/hardware/nvidia-smi.ts';
import { runTool } from '../../../node-agent/hardware/run-tool.ts';
import type { Engine, LoadedReplica, LoadOrder } from '../../../node-agent/engine/engine.ts';
import { totalBytes, type ReplicaMemory } from '../../../contract/replica.ts';
import { quietLog } from '../quiet-log.ts';
import { ScriptedEngine } from './scripted-engine.ts';
import { tempDir } from '../temp-dir.ts';

const mib = 1024 ** 2;
const pciId = '0000:01:00.0';

export class ScriptedCard implements Engine {
  readonly devices: GpuWatch;
  readonly #folder = tempDir();
  readonly #totalBytes: number;
  readonly #memory: ReplicaMemory;
  readonly #engine: ScriptedEngine;
  #others = 0;
  #ours = 0;
  /** Bytes that stay after each unload. */
  kept = 0;

  /** @param memory what each replica takes of it */
  constructor(totalMemory: number, memory: ReplicaMemory) {
    this.#totalBytes = totalMemory;
    this.#memory = memory;
    this.#engine = new ScriptedEngine({ tokens: 20, everyMs: 1, slots: null, text: () => 'word ', memory });
    const tool = path.join(this.#folder, 'nvidia-smi');
    writeFileSync(tool, '#!/bin/sh\ncat "$(dirname "$0")/figures.csv"\n', { mode: 0o755 });
    this.#print();
    const reader = new NvidiaReader('linux', (_program, args, signal) => runTool(tool, args, signal));
    const device = { backend: 'vulkan', index: 0, name: 'NVIDIA GeForce GTX 1060', driver: 'NVIDIA', pciId } as const;
    this.devices = new GpuWatch({
      probe: () => Promise.resolve([{ ...device, totalBytes: totalMemory, usedBytes: 0, unified: false }]),
      vendors: [(signal) => reader.read(signal)],
      processor: { name: 'Core i5', memoryBytes: 0 },
      allowSoftwareGpu: false,
      refreshEveryMs: 50,
      log: quietLog,
    });
  }

  /** Bytes that other programs hold from now on. */
  set others(bytes: number) {
    this.#others = bytes;
    this.#print();
  }

  async load(order: LoadOrder): Promise<LoadedReplica> {
    const replica = await this.#engine.load(order);
    const bytes = totalBytes(this.#memory);
    this.#fill(bytes);
    void replica.exited.then(() => this.#fill(this.kept - bytes));
    return replica;
  }

  #fill(bytes: number): void {
    this.#ours += bytes;
    this.#print();
  }

  #print(): void {
    const [total, used] = [this.#totalBytes, this.#others + this.#ours].map((bytes) => Math.round(bytes / mib));
    const line = `0000${pciId}, NVIDIA GeForce GTX 1060, 550.54, ${total}, ${used}, 0, 48, [N/A]\n`;
    writeWhole(path.join(this.#folder, 'figures.csv'), line);
  }
}
