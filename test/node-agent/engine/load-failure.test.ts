import { expect, it } from 'vitest';
import { loadFailure } from '../../../node-agent/engine/load-failure.ts';

class NoBinaryFoundError extends Error {}
class InsufficientMemoryError extends Error {}

it('names a file that is cut short, from llama.cpp’s own line', () => {
  const lines = [
    "llama_model_load: error loading model: tensor 'blk.3.attn_q.weight' data is not within the file bounds, model is corrupted or incomplete",
    'llama_model_load_from_file_impl: failed to load model',
  ];
  expect(loadFailure(new Error('Failed to load model'), lines)).toMatchObject({
    code: 'model_file_invalid',
    message:
      "The model file cannot be read: tensor 'blk.3.attn_q.weight' data is not within the file bounds, model is corrupted or incomplete.",
  });
});

it('names a file that is no GGUF', () => {
  const error = new Error('Invalid GGUF magic. Expected "GGUF" but got "Dear".');
  expect(loadFailure(error, [])).toMatchObject({ code: 'model_file_invalid' });
});

it('names missing memory, however it is said', () => {
  const error = new InsufficientMemoryError('A context size of 8192 is too large for the available VRAM');
  expect(loadFailure(error, []).code).toBe('out_of_memory');
  const lines = [
    'ggml_vulkan: Device memory allocation of size 1073741824 failed.',
    'vk::Device::allocateMemory: ErrorOutOfDeviceMemory',
  ];
  expect(loadFailure(new Error('Failed to load model'), lines).code).toBe('out_of_memory');
});

it('names an engine that is not there', () => {
  expect(loadFailure(new NoBinaryFoundError('NoBinaryFoundError'), []).code).toBe('engine_unavailable');
});
