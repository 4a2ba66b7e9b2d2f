/** A fleet whose machines are lost at exact tokens: what the others go on with is their engines' own doing. */
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import type { Fleet } from '../../../main/gateway/fleet.ts';
import type { RouterSnapshot } from '../../../main/router/snapshot.ts';
import { usualSyntax } from '../../../node-agent/engine/tools/call-syntaxes.ts';
import { TextOut } from '../../../node-agent/engine/text-out.ts';
import { lost } from './memory-fleet.ts';
import { aModel, aReplica } from '../router/router-office.ts';

export type Engine = (request: GenerateRequest, signal: AbortSignal) => AsyncIterable<GenerateFrame>;

export class CuttingFleet implements Fleet {
  readonly calls: { readonly replicaId: string; readonly request: GenerateRequest }[] = [];
  readonly #engines: readonly Engine[];
  readonly #cuts: readonly number[];
  readonly #snapshot: RouterSnapshot;

  /** @param cuts the nth attempt is lost before the token at this position; those after the last go through. */
  constructor(engines: readonly Engine[], cuts: readonly number[]) {
    this.#engines = engines;
    this.#cuts = cuts;
    const replicas = [0, ...cuts].map((_, at) => aReplica(`r${at}`));
    this.#snapshot = { models: [{ ...aModel('demo'), contextLength: 65_536 }], replicas };
  }

  snapshot(): RouterSnapshot {
    return this.#snapshot;
  }

  onChange(): () => void {
    return () => undefined;
  }

  async *generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateFrame> {
    const cut = this.#cuts[this.calls.length] ?? Infinity;
    this.calls.push({ replicaId, request });
    const engine = this.#engines[Number(replicaId.slice(1)) % this.#engines.length];
    if (!engine) throw new Error('no engine');
    for await (const frame of engine(request, signal)) {
      if (frame.type === 'token' && frame.position >= cut) throw lost();
      yield frame;
      // Cut behind the last token, the end never comes.
      if (frame.type === 'token' && frame.position + 1 >= cut) throw lost();
    }
  }
}

/**
 * An engine whose tokens are single bytes of UTF-8, so that every cut inside a character can be made. It checks that it goes on after
 * exactly what it would have written itself. Its calls of tools are Hermes'.
 * @param answerOf the whole answer to a request
 */
export const byteEngine = (answerOf: (request: GenerateRequest) => string): Engine =>
  async function* bytes(request) {
    const { soFar, epoch, stop, maxTokens, tools } = request;
    const answer = [...new TextEncoder().encode(answerOf(request))];
    if (soFar.some((token, at) => token !== answer[at])) throw new Error('it goes on after something else');
    const text = new TextOut((tokens) => new TextDecoder().decode(Uint8Array.from(tokens)), [1], stop);
    for (const token of soFar) text.push(token);
    yield { type: 'prompt', epoch, tokens: [1, 2, 3], ...(tools && { calls: usualSyntax }) };
    const budget = maxTokens ?? Infinity;
    let position = soFar.length;
    while (text.stop === null && position < budget) {
      const token = answer[position];
      if (token === undefined) break;
      await Promise.resolve();
      yield { type: 'token', position, token, text: text.push(token) };
      position += 1;
    }
    const isCut = text.stop === null && position < answer.length;
    yield { type: 'end', reason: isCut ? 'length' : 'stop', text: text.stop === null ? text.flush() : '' };
  };
