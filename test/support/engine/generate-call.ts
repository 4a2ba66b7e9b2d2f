import type { GenerateFrame, GenerateRequest, TokenScores } from '../../../contract/generate.ts';

/** A greedy request with one user message. */
export function ask(content: string, changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    requestId: 'test',
    epoch: 0,
    input: { kind: 'chat', messages: [{ role: 'user', content }] },
    soFar: [],
    maxTokens: null,
    sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 7 },
    stop: [],
    grammar: null,
    ...changes,
  };
}

/** A whole answer, as a client would see it. */
interface Answer {
  readonly prompt: readonly number[];
  readonly positions: readonly number[];
  readonly tokens: readonly number[];
  readonly text: string;
  readonly scores: readonly TokenScores[];
  readonly last: GenerateFrame | null;
}

/** Reads frames to the last. */
export async function readAnswer(frames: AsyncIterable<GenerateFrame>): Promise<Answer> {
  const positions: number[] = [];
  const tokens: number[] = [];
  const scores: TokenScores[] = [];
  let prompt: readonly number[] = [];
  let text = '';
  let last: GenerateFrame | null = null;
  for await (const frame of frames) {
    last = frame;
    if (frame.type === 'prompt') prompt = frame.tokens;
    if (frame.type === 'token') {
      positions.push(frame.position);
      tokens.push(frame.token);
      if (frame.scores) scores.push(frame.scores);
    }
    if (frame.type === 'token' || frame.type === 'end') text += frame.text;
  }
  return { prompt, positions, tokens, text, scores, last };
}
