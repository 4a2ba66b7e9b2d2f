/** The answers of simulated engines: a function of the prompt alone, so that each replica goes on where another one stopped. */
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import type { Ground } from './ground.ts';

/** What a request says of the answer that it gets. */
interface Wished {
  readonly id: number;
  readonly tokens: number;
}

export const promptOf = ({ id, tokens }: Wished): string => `${id} ${tokens}`;
const wordAt = (id: number, position: number): string => `${id}.${position} `;
/** The whole answer. */
export const textOf = ({ id, tokens }: Wished): string =>
  Array.from({ length: tokens }, (_, at) => wordAt(id, at)).join('');

function wishedBy({ input }: GenerateRequest): Wished {
  const said = input.kind === 'chat' ? (input.messages[0]?.content ?? '') : '';
  const [id = 0, tokens = 0] = input.kind === 'tokens' ? input.tokens : said.split(' ').map(Number);
  return { id, tokens };
}

/** Writes an answer to its end. @returns how to stop that */
export function writeAnswer(
  ground: Ground,
  request: GenerateRequest,
  deliver: (frame: GenerateFrame) => void,
): () => void {
  const { id, tokens } = wishedBy(request);
  let stopped = false;
  const after = (milliseconds: number, run: () => void): void =>
    ground.time.in(milliseconds, () => {
      if (!stopped) run();
    });
  const stepMs = ground.between(200, 1_500);
  const write = (position: number): void => {
    if (position >= tokens) return deliver({ type: 'end', reason: 'stop', text: '' });
    deliver({ type: 'token', position, token: position, text: wordAt(id, position) });
    after(stepMs, () => write(position + 1));
  };
  after(ground.between(30, 400), () => {
    deliver({ type: 'prompt', epoch: request.epoch, tokens: [id, tokens] });
    after(ground.between(50, 1_000), () => write(request.soFar.length));
  });
  return () => {
    stopped = true;
  };
}
