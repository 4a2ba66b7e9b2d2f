/** What the engine says of one device: the last word on whether it can be used at all. */
import { z } from 'zod';
import { Backend } from '../../contract/hardware.ts';

export const ProbedDevice = z.strictObject({
  backend: Backend,
  /** What the backend's device variable wants. */
  index: z.int().nonnegative(),
  name: z.string(),
  driver: z.string().nullable(),
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
