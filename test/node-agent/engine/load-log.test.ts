import { expect, it } from 'vitest';
import { contextBytesOf } from '../../../node-agent/engine/load-log.ts';

const mebibyte = 1024 * 1024;
const end = 'sched_reserve: graph splits = 2';

it('reads cache and buffers from the lines of a Vulkan load', () => {
  const lines = [
    'load_tensors: offloaded 7/7 layers to GPU',
    'llama_context: Vulkan_Host  output buffer size =     0.50 MiB',
    'llama_kv_cache: layer   5: dev = Vulkan0',
    'llama_kv_cache:    Vulkan0 KV buffer size =     6.00 MiB',
    'llama_kv_cache: size =    6.00 MiB (  2048 cells,   6 layers,  2/2 seqs), K (f16):    3.00 MiB, V (f16):    3.00 MiB',
    'sched_reserve:    Vulkan0 compute buffer size =     5.75 MiB',
    'sched_reserve: Vulkan_Host compute buffer size =     3.50 MiB',
    end,
  ];
  expect(contextBytesOf(lines)).toEqual({
    cache: { onGpu: 6 * mebibyte, offGpu: 0 },
    all: { onGpu: 11.75 * mebibyte, offGpu: 4 * mebibyte },
  });
});

it('adds up devices, and sees what stayed in main memory', () => {
  const lines = [
    'llama_kv_cache:    Vulkan0 KV buffer size =    10.00 MiB',
    'llama_kv_cache:    Vulkan1 KV buffer size =     2.50 MiB',
    'llama_kv_cache:        CPU KV buffer size =     1.00 MiB',
    'llama_memory_recurrent:    Vulkan0 RS buffer size =     0.50 MiB',
    end,
  ];
  expect(contextBytesOf(lines)?.cache).toEqual({ onGpu: 13 * mebibyte, offGpu: mebibyte });
});

it('knows an embedding model on the processor by its buffers, since it keeps nothing', () => {
  const lines = [
    'llama_context:        CPU  output buffer size =     0.25 MiB',
    'sched_reserve:        CPU compute buffer size =     6.50 MiB',
    end,
  ];
  expect(contextBytesOf(lines)).toEqual({
    cache: { onGpu: 0, offGpu: 0 },
    all: { onGpu: 0, offGpu: 6.75 * mebibyte },
  });
});

it('says nothing before the lines are complete', () => {
  expect(contextBytesOf(['llama_kv_cache:    Vulkan0 KV buffer size =     6.00 MiB'])).toBeNull();
});
