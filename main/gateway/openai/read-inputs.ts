/** The input of OpenAI's embeddings: a text, its tokens, or a list of either. Pure. */
import { mostInputs, type EmbedInput } from '../../../contract/embed.ts';
import { refuse } from '../../../contract/problem.ts';

interface ReadInputs {
  readonly inputs: readonly EmbedInput[];
  /** As the client knows it, by its place. */
  readonly nameOf: (index: number) => string;
}

const largestToken = 2 ** 31 - 1;

/** @throws ProblemError invalid_request, naming the input that is wrong */
export function readInputs(input: unknown): ReadInputs {
  if (!Array.isArray(input) || typeof input[0] === 'number') {
    return { inputs: [readInput(input, 'input')], nameOf: () => 'input' };
  }
  if (input.length === 0) return wrong('It must have at least one entry.', 'input');
  if (input.length > mostInputs) {
    const many = input.length.toLocaleString('en');
    return wrong(`It has ${many} entries; ${mostInputs.toLocaleString('en')} is the most.`, 'input');
  }
  const nameOf = (index: number): string => `input.${index}`;
  return { inputs: input.map((one, index) => readInput(one, nameOf(index))), nameOf };
}

function readInput(input: unknown, param: string): EmbedInput {
  if (typeof input === 'string')
    return input === '' ? wrong('It must not be empty.', param) : { kind: 'text', text: input };
  if (!Array.isArray(input)) return wrong('It must be a text, a list of token numbers, or a list of these.', param);
  const tokens = input.filter((token): token is number => isToken(token));
  if (tokens.length === 0 || tokens.length < input.length) {
    return wrong('A list of tokens holds whole numbers from 0 on, at least one.', param);
  }
  return { kind: 'tokens', tokens };
}

const isToken = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestToken;

const wrong = (sentence: string, param: string): never =>
  refuse('invalid_request', `"${param}": ${sentence}`, { param });
