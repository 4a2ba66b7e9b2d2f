/** What the engine says of one device: the last word on whether it can be used at all. */
import { z } from 'zod';
import { Backend } from '../../contract/hardware.ts';
import { normalPciId } from './vendor-reading.ts';

export const ProbedDevice = z.strictObject({
  backend: Backend,
  /** What the backend's device variable wants. */
  index: z.int().nonnegative(),
  name: z.string(),
  driver: z.string().nullable(),
  /** "0000:01:00.0"; null where its driver tells none, and where the demo model was not there to ask with. */
  pciId: z.string().nullable(),
  totalBytes: z.number().nonnegative(),
  usedBytes: z.number().nonnegative(),
  /** Its memory is main memory: a graphics unit inside the processor. */
  unified: z.boolean(),
});
export type ProbedDevice = z.infer<typeof ProbedDevice>;

/** A probe's answer over its IPC channel: the device it was shown, or null. */
export const ProbeAnswer = ProbedDevice.nullable();

/** The driver in llama.cpp's line about a Vulkan device: "ggml_vulkan: 0 = NAME (DRIVER) | uma: 0 | ...", or null. */
export function driverOf(lines: readonly string[]): string | null {
  for (const line of lines) {
    const driver = /^ggml_vulkan: \d+ = .*\(([^()]+)\) \| uma: /.exec(line)?.[1];
    if (driver !== undefined) return driver;
  }
  return null;
}

/**
 * The PCI id in the line that llama.cpp writes when it opens a model: "llama_prepare_model_devices: using device Vulkan0 (NAME)
 * (0000:01:00.0) - 5910 MiB free"; "(unknown id)" where the driver tells none.
 */
export function pciIdOf(lines: readonly string[]): string | null {
  for (const line of lines) {
    const id = /using device \S+ \(.*\) \(([^()]+)\) - \d+ MiB free/.exec(line)?.[1];
    if (id !== undefined) return normalPciId(id);
  }
  return null;
}
