/** What a model is made of: enough to write a GGUF file that llama.cpp loads, with the true shape of a real model or a small one. */
export interface ModelShape {
  readonly name: string;
  /** As GGUF headers name it. */
  readonly architecture:
    | 'llama'
    | 'qwen2'
    | 'qwen3'
    | 'qwen3moe'
    | 'gemma2'
    | 'gemma3'
    | 'phi3'
    | 'granite'
    | 'olmo2'
    | 'gpt-oss'
    | 'nomic-bert'
    | 'bert';
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headLength: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  readonly trainedContext: number;
  /** The output is the token embedding, read the other way round: one tensor for both. */
  readonly tied: boolean;
  readonly experts?: { readonly count: number; readonly used: number; readonly feedForward: number };
  readonly slidingWindow?: number;
  /** It makes vectors: its last token's is the text's. */
  readonly lastSpeaks?: boolean;
  /** It scores how well a text answers a question. */
  readonly ranks?: boolean;
  /** Types of ggml: of the matrices, and of embedding and output. Q4_K and Q8_0 unless said. */
  readonly matrixType?: number;
  readonly outputType?: number;
}
