/** Bytes of conversation memory that llama.cpp says it allocated, by where they are. */
export interface CacheBytes {
  readonly onGpu: number;
  readonly offGpu: number;
}

// "llama_kv_cache:    Vulkan0 KV buffer size =     6.00 MiB"; RS is the state of recurrent models.
const bufferLine = /:\s+(\S+) (?:KV|RS) buffer size =\s+([\d.]+) MiB/;
// Written once all buffers are made.
const lastLine = /^sched_reserve: graph splits/;
const mebibyte = 1024 * 1024;

/**
 * Reads the cache allocations out of llama.cpp's load lines: the only place that names them by device. Null while the lines are
 * not complete, because the log arrives later than the load's own answer.
 */
export function cacheBytesOf(lines: readonly string[]): CacheBytes | null {
  if (!lines.some((line) => lastLine.test(line))) return null;
  let onGpu = 0;
  let offGpu = 0;
  for (const line of lines) {
    const match = bufferLine.exec(line);
    if (match === null) continue;
    const [, device = '', size = '0'] = match;
    const bytes = Math.round(Number(size) * mebibyte);
    if (device.startsWith('CPU')) offGpu += bytes;
    else onGpu += bytes;
  }
  return { onGpu, offGpu };
}
