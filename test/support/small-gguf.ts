/** GGUF files written by hand: headers with the true shapes of real models, and tensors of a few bytes. */
type Value =
  | readonly ['u16' | 'u32' | 'i32', number]
  | readonly ['string', string]
  | readonly ['strings', readonly string[]]
  | readonly ['bytes', Buffer];

interface SmallTensor {
  readonly name: string;
  /** Of numbers in F32. */
  readonly values: number;
}

export interface SmallGguf {
  readonly entries: Readonly<Record<string, Value>>;
  readonly tensors: readonly SmallTensor[];
  readonly version?: number;
}

const types = { u16: 2, i32: 5, u32: 4, string: 8, strings: 9, bytes: 8 } as const;
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
  let offset = 0;
  const infos = tensors.map(({ name, values }) => {
    const info = Buffer.concat([text(name), u32(1), u64(values), u32(0), u64(offset)]);
    offset += aligned(values * 4);
    return info;
  });
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(tensors.length),
    u64(Object.keys(entries).length),
    ...Object.entries(entries).map(([key, value]) => Buffer.concat([text(key), entry(value)])),
    ...infos,
  ]);
  return Buffer.concat([padded(head), ...tensors.map(tensorBytes)]);
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
function tensorBytes({ name, values }: SmallTensor): Buffer {
  return padded(Buffer.alloc(values * 4, name));
}

function entry([type, value]: Value): Buffer {
  const head = u32(types[type]);
  if (typeof value === 'number') return Buffer.concat([head, u32(value).subarray(0, type === 'u16' ? 2 : 4)]);
  if (type === 'strings') return Buffer.concat([head, u32(types.string), u64(value.length), ...value.map(text)]);
  return Buffer.concat([head, text(value)]);
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

const aligned = (length: number): number => Math.ceil(length / alignment) * alignment;
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
