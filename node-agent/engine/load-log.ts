/** What llama.cpp says it allocated for a context, in bytes by where it is. */
interface PlacedBytes {
  readonly onGpu: number;
  readonly offGpu: number;
}

export interface ContextBytes {
  /** Conversation memory. */
  readonly cache: PlacedBytes;
  /** That, and the buffers to compute in and to give results in. */
  readonly all: PlacedBytes;
}

// "llama_kv_cache:    Vulkan0 KV buffer size =     6.00 MiB"; RS is the state of recurrent models.
const bufferLine = /:\s+(\S+) +(KV|RS|compute|output) buffer size =\s+([\d.]+) MiB/;
const cacheNames = ['KV', 'RS'];
// "Vulkan_Host" is main memory that the GPU reads from.
const mainMemory = /^CPU|_Host$/;
// Written once all buffers are made.
const lastLine = /^sched_reserve: graph splits/;
const mebibyte = 1024 * 1024;

/**
 * Reads the allocations out of llama.cpp's load lines: the only place that names them by device. Null while the lines are
 * not complete, because the log arrives later than the load's own answer.
 */
export function contextBytesOf(lines: readonly string[]): ContextBytes | null {
  if (!lines.some((line) => lastLine.test(line))) return null;
  const cache = { onGpu: 0, offGpu: 0 };
  const all = { onGpu: 0, offGpu: 0 };
  for (const line of lines) {
    const match = bufferLine.exec(line);
    if (match === null) continue;
    const [, device = '', what = '', size = '0'] = match;
    const place = mainMemory.test(device) ? 'offGpu' : 'onGpu';
    const bytes = Math.round(Number(size) * mebibyte);
    all[place] += bytes;
    if (cacheNames.includes(what)) cache[place] += bytes;
  }
  return { cache, all };
}
