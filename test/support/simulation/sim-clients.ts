/** People and programs that ask: bursts, several callers, some that leave. Each request ends, and is told how. */
import { callerWeights } from '../../../main/gateway/answer.ts';
import { ProblemError } from '../../../contract/problem.ts';
import type { Answering } from '../../../main/gateway/answering.ts';
import type { Ground } from './ground.ts';
import { promptOf, textOf } from './sim-answer.ts';

/** A request that has not ended. */
interface OpenRequest {
  readonly id: number;
  readonly model: string;
  /** When something came last. */
  saidAt: number;
  readonly leave: AbortController;
}

const callers = 24;
const greedy = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 1 } as const;

export class SimClients {
  readonly open = new Map<number, OpenRequest>();
  readonly #ground: Ground;
  readonly #answering: () => Answering;
  #asked = 0;

  constructor(ground: Ground, answering: () => Answering) {
    this.#ground = ground;
    this.#answering = answering;
  }

  /** Somebody asks a model. */
  ask(model: string): void {
    const { ground, caller } = { ground: this.#ground, caller: this.#ground.below(callers) };
    const request = { id: ++this.#asked, model, saidAt: ground.time.now, leave: new AbortController() };
    // Some answers last longer than a model on demand stays when nobody asks.
    const tokens = ground.percent(15) ? ground.between(80, 160) : ground.between(1, 16);
    this.open.set(request.id, request);
    ground.count('requests');
    if (ground.percent(5)) ground.time.in(ground.between(100, 30_000), () => request.leave.abort('left'));
    void this.#follow(request, tokens, caller);
  }

  /** The coordinator ends, and with it every connection. */
  cutOff(): void {
    for (const { leave } of this.open.values()) leave.abort('cut off');
  }

  async #follow(request: OpenRequest, tokens: number, caller: number): Promise<void> {
    const { id, model, leave } = request;
    const ground = this.#ground;
    const pieces = this.#answering().answer(
      {
        id: `r${id}`,
        caller: { id: `caller ${caller}`, name: '', weight: caller % 2 ? callerWeights.person : callerWeights.key },
        model,
        input: { kind: 'chat', messages: [{ role: 'user', content: promptOf({ id, tokens }) }] },
        sampling: greedy,
        stop: [],
        maxTokens: null,
        grammar: null,
      },
      leave.signal,
    );
    let text = '';
    let moves = 0;
    try {
      for await (const piece of pieces) {
        request.saidAt = ground.time.now;
        if (piece.type === 'text') text += piece.text;
        if (piece.type === 'moved') moves += 1;
      }
      if (text !== textOf({ id, tokens })) this.#end(request, `wrong text: ${text}`);
      else this.#end(request, moves > 0 ? 'answered, moved on the way' : 'answered');
    } catch (error) {
      if (leave.signal.aborted) this.#end(request, `client ${String(leave.signal.reason)}`);
      else if (error instanceof ProblemError) this.#end(request, error.problem.code);
      else this.#end(request, `no problem of ours: ${String(error)}`);
    }
  }

  #end({ id }: OpenRequest, how: string): void {
    if (!this.open.delete(id)) this.#ground.broken(`request ${id} ended twice`);
    this.#ground.count(`request: ${how}`);
    this.#ground.history.note(`request ${id}: ${how}`);
  }
}
