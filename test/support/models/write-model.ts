/** Writes a model of a given shape as a GGUF file that llama.cpp loads. */
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { seeded } from '../seeded.ts';
import { ggufHead, padded, type TensorShape, type Value } from '../engine/small-gguf.ts';
import type { ModelShape } from './model-shape.ts';
import { tensorsOf } from './tensors-of.ts';

/**
 * A true header, and tensors of zeros that take no room on the disk, because the file has a hole where they are.
 * @returns the file's length in bytes.
 */
export function writeModel(file: string, model: ModelShape): number {
  const { head, tensorsLength } = ggufHead(entriesOf(model), tensorsOf(model));
  const bytes = head.length + tensorsLength;
  const descriptor = openSync(file, 'w');
  try {
    writeSync(descriptor, head);
    ftruncateSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

/** The same with values drawn from a seed, so that what it computes differs by what it reads. Its tensors are of F32. */
export function writeDrawnModel(file: string, model: ModelShape): void {
  const tensors = tensorsOf({ ...model, matrixType: 0, outputType: 0 });
  const dice = seeded(7);
  writeFileSync(
    file,
    Buffer.concat([ggufHead(entriesOf(model), tensors).head, ...tensors.map((one) => drawn(one, dice))]),
  );
}

/** Norms let through what comes; everything else is around 0. */
function drawn({ name, shape }: TensorShape, dice: ReturnType<typeof seeded>): Buffer {
  const base = name.endsWith('norm.weight') ? 1 : 0;
  const values = Float32Array.from(
    { length: shape.reduce((all, one) => all * one, 1) },
    () => base + dice.below(1_000) / 1_000 - 0.5,
  );
  return padded(Buffer.from(values.buffer));
}

function entriesOf(model: ModelShape): Record<string, Value> {
  const { architecture, experts, slidingWindow, headLength, heads } = model;
  const vectors = architecture === 'bert' || architecture === 'nomic-bert';
  const own: Record<string, Value> = {
    block_count: ['u32', model.layers],
    context_length: ['u32', model.trainedContext],
    embedding_length: ['u32', model.width],
    feed_forward_length: ['u32', model.feedForward],
    'attention.head_count': ['u32', heads],
    'attention.head_count_kv': ['u32', model.kvHeads],
    'attention.key_length': ['u32', headLength],
    'attention.value_length': ['u32', headLength],
    'attention.layer_norm_rms_epsilon': ['f32', 1e-5],
    'attention.layer_norm_epsilon': ['f32', 1e-5],
    'rope.dimension_count': ['u32', headLength],
    ...(architecture === 'granite' ? { logit_scale: ['f32', 8] } : {}),
    ...(slidingWindow ? { 'attention.sliding_window': ['u32', slidingWindow] } : {}),
    ...(model.lastSpeaks ? { pooling_type: ['u32', 3] } : {}),
    ...(vectors ? { 'attention.causal': ['bool', 0], pooling_type: ['u32', model.ranks ? 4 : 1] } : {}),
    ...(experts
      ? {
          expert_count: ['u32', experts.count],
          expert_used_count: ['u32', experts.used],
          expert_feed_forward_length: ['u32', experts.feedForward],
        }
      : {}),
  };
  return {
    'general.architecture': ['string', architecture],
    'general.name': ['string', model.name],
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`${architecture}.${key}`, value])),
    ...tokenizer(model, vectors),
  };
}

/** A vocabulary of bytes, or letters, and of words that nobody says. */
function tokenizer({ vocabulary }: ModelShape, vectors: boolean): Record<string, Value> {
  const special = vectors ? ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] : ['<unk>', '<s>', '</s>'];
  const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
  const bytes = vectors ? [] : Array.from({ length: 256 }, (_, byte) => `<0x${hex(byte)}>`);
  const letters = vectors ? 'abcdefghijklmnopqrstuvwxyz'.split('').flatMap((letter) => [`▁${letter}`, letter]) : [];
  const known = [...special, ...bytes, ...letters];
  const words = Array.from({ length: vocabulary - known.length }, (_, word) => `▁${word}`);
  const types = [...special.map(() => 3), ...bytes.map(() => 6), ...[...letters, ...words].map(() => 1)];
  return {
    'tokenizer.ggml.model': ['string', vectors ? 'bert' : 'llama'],
    'tokenizer.ggml.tokens': ['strings', [...known, ...words]],
    'tokenizer.ggml.token_type': ['i32s', types],
    'tokenizer.chat_template': ['string', "{% for message in messages %}{{ message['content'] }}{% endfor %}"],
    'tokenizer.ggml.scores': ['f32s', types.map((_, token) => -token)],
    ...(vectors
      ? {
          'tokenizer.ggml.token_type_count': ['u32', 2],
          'tokenizer.ggml.unknown_token_id': ['u32', 1],
          'tokenizer.ggml.bos_token_id': ['u32', 2],
          'tokenizer.ggml.seperator_token_id': ['u32', 3],
          'tokenizer.ggml.padding_token_id': ['u32', 0],
          'tokenizer.ggml.mask_token_id': ['u32', 4],
        }
      : {}),
  };
}
