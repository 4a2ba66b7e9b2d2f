/** GGUF files written by hand: headers with the true shapes of real models, and tensors of a few bytes. */
import { tensorBytes } from '../../../main/library/ggml-types.ts';

export type Value =
  | readonly ['u16' | 'u32' | 'i32' | 'f32' | 'bool', number]
  | readonly ['string', string]
  | readonly ['strings', readonly string[]]
  | readonly ['u32s' | 'i32s' | 'f32s', readonly number[]]
  | readonly ['bytes', Buffer];

interface SmallTensor {
  readonly name: string;
  /** Of numbers in F32. */
  readonly values: number;
}

/** A tensor as the header describes it. */
export interface TensorShape {
  readonly name: string;
  readonly shape: readonly number[];
  /** A type of ggml. */
  readonly type: number;
}

export interface SmallGguf {
  readonly entries: Readonly<Record<string, Value>>;
  readonly tensors: readonly SmallTensor[];
  readonly version?: number;
}

const types = { u16: 2, i32: 5, u32: 4, f32: 6, bool: 7, string: 8, bytes: 8 } as const;
const lists = { strings: 'string', u32s: 'u32', i32s: 'i32', f32s: 'f32' } as const;
const alignment = 32;

/** Llama 3.2 3B: its header's figures, and three tensors in place of 255. */
const llamaEntries: SmallGguf['entries'] = {
  'general.architecture': ['string', 'llama'],
  'general.name': ['string', 'Llama 3.2 3B Instruct'],
  'llama.block_count': ['u32', 28],
  'llama.context_length': ['u32', 131_072],
  'llama.embedding_length': ['u32', 3072],
  'llama.attention.head_count': ['u32', 24],
  'llama.attention.head_count_kv': ['u32', 8],
  'llama.attention.key_length': ['u32', 128],
  'llama.attention.value_length': ['u32', 128],
  'llama.vocab_size': ['u32', 128_256],
  // A token that is no valid text: it must survive whatever is done with the header.
  'tokenizer.odd_token': ['bytes', Buffer.from([0xff, 0xfe, 0x41])],
  'tokenizer.ggml.tokens': ['strings', ['<s>', 'a', 'ü']],
};

export const smallLlama = (changes: Partial<SmallGguf['entries']> = {}, values = 1_000): SmallGguf => ({
  entries: { ...llamaEntries, ...changes } as SmallGguf['entries'],
  tensors: ['token_embd.weight', 'blk.0.attn_q.weight', 'output.weight'].map((name) => ({ name, values })),
});

export function ggufBytes({ entries, tensors, version = 3 }: SmallGguf): Buffer {
  const shapes = tensors.map(({ name, values }) => ({ name, shape: [values], type: 0 }));
  return Buffer.concat([ggufHead(entries, shapes, version).head, ...tensors.map(valuesOf)]);
}

/** All that comes before the tensors of a file, and how long they are. */
export function ggufHead(
  entries: SmallGguf['entries'],
  tensors: readonly TensorShape[],
  version = 3,
): { head: Buffer; tensorsLength: number } {
  let offset = 0;
  const infos = tensors.map(({ name, shape, type }) => {
    const bytes = tensorBytes(type, shape.map(BigInt)) ?? 0;
    const info = [text(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)];
    offset += aligned(bytes);
    return Buffer.concat(info);
  });
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(tensors.length),
    u64(Object.keys(entries).length),
    ...Object.entries(entries).map(([key, value]) => Buffer.concat([text(key), entry(value)])),
    ...infos,
  ]);
  return { head: padded(head), tensorsLength: offset };
}

/** The same model in parts, as gguf-split writes them: the first has all entries, the others those about the split alone. */
export function ggufParts({ entries, tensors }: SmallGguf, count: number): Buffer[] {
  const each = Math.ceil(tensors.length / count);
  return Array.from({ length: count }, (_, index) =>
    ggufBytes({
      entries: {
        ...(index === 0 ? entries : {}),
        'split.no': ['u16', index],
        'split.count': ['u16', count],
        'split.tensors.count': ['i32', tensors.length],
      },
      tensors: tensors.slice(index * each, (index + 1) * each),
    }),
  );
}

/** Bytes that tell from which tensor they are. */
function valuesOf({ name, values }: SmallTensor): Buffer {
  return padded(Buffer.alloc(values * 4, name));
}

function entry([type, value]: Value): Buffer {
  if (isScalar(type)) return Buffer.concat([u32(types[type]), scalar(type, value as number | string | Buffer)]);
  const each = lists[type];
  const values = value as readonly (string | number)[];
  return Buffer.concat([u32(9), u32(types[each]), u64(values.length), ...values.map((one) => scalar(each, one))]);
}

const isScalar = (type: Value[0]): type is keyof typeof types => type in types;

function scalar(type: keyof typeof types, value: string | number | Buffer): Buffer {
  if (typeof value !== 'number') return text(value);
  if (type === 'f32') return f32(value);
  return u32(value).subarray(0, { u16: 2, bool: 1 }[type as string] ?? 4);
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

const aligned = (length: number): number => Math.ceil(length / alignment) * alignment;
export const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
