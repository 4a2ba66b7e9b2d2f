/** A gateway on a loopback port, over any fleet: as programs on the LAN meet it. */
import type { Alias } from '../../../contract/aliases.ts';
import { systemClock } from '../../../main/base/clock.ts';
import type { HttpHandler } from '../../../main/base/http-handler.ts';
import { sendJson } from '../../../main/base/http.ts';
import { quietLog } from '../quiet-log.ts';
import { Front } from '../../../main/front/front.ts';
import { allSurfaces } from '../../../main/gateway/all-surfaces.ts';
import type { AnsweringLimits } from '../../../main/gateway/answering.ts';
import { AnswerRoute, type AnswerLimits } from '../../../main/gateway/answer-route.ts';
import { noLimits, type KeyLimits as Limits, type KeylessLimits } from '../../../contract/keys.ts';
import { KeyLimits } from '../../../main/gateway/key-limits.ts';
import { ModelNames } from '../../../main/gateway/model-names.ts';
import { Embedding } from '../../../main/gateway/embedding.ts';
import type { Fleet, VectorFleet } from '../../../main/gateway/fleet.ts';
import { Gateway } from '../../../main/gateway/gateway.ts';
import type { FairQueueLimits } from '../../../main/router/fair-queue.ts';
import { answeringOver } from './answering-over.ts';

export const goodKey = 'aiv-good';

export interface ServerLimits {
  readonly chat?: Partial<AnswerLimits>;
  readonly answering?: Partial<AnsweringLimits>;
  readonly queue?: FairQueueLimits;
  /** Of the one key that is good. */
  readonly key?: Partial<Limits>;
  readonly aliases?: readonly Alias[];
  /** What may be done without a key; null: nothing. */
  readonly withoutKey?: () => KeylessLimits | null;
}

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

const noControl: HttpHandler = {
  handle: (_request, response) => sendJson(response, 200, { room: 'control' }),
  refuse: (response, problem) => sendJson(response, 403, { error: problem }),
};

export async function serveGateway(fleet: Fleet & VectorFleet, limits: ServerLimits = {}) {
  const { answering, slots, usage, parts } = answeringOver(fleet, limits.answering, limits.queue);
  const revoked = new Set<string>();
  const keys = {
    find: (secret: string) =>
      secret === goodKey && !revoked.has(secret)
        ? { id: 'key-1', name: 'test', limits: { ...noLimits, ...limits.key } }
        : null,
  };
  const tokensToday = (keyId: string): number =>
    usage
      .filter((entry) => entry.keyId === keyId)
      .reduce((sum, entry) => sum + entry.promptTokens + entry.completionTokens, 0);
  const keyLimits = new KeyLimits({ tokensToday, clock: systemClock });
  const names = new ModelNames(fleet, { all: () => limits.aliases ?? [] });
  const answers = new AnswerRoute(answering, names, systemClock, limits.chat);
  const embedding = new Embedding({ ...parts, fleet });
  const gateway = new Gateway({
    surfaces: allSurfaces(answers, embedding, names),
    keys,
    limits: keyLimits,
    ...(limits.withoutKey && { withoutKey: limits.withoutKey }),
    clock: systemClock,
    log: quietLog,
  });
  const ownNames = () => ({ hostName: 'office-pc', addresses: [] });
  const front = new Front({
    gateway,
    join: noControl,
    metrics: noControl,
    ca: noControl,
    control: noControl,
    ownNames,
    requireHttps: () => false,
  });
  const port = await front.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  /** One call with the good key, unless the headers say otherwise. */
  const call = (path: string, init: Init = {}): Promise<Response> =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${goodKey}`, ...init.headers } });
  const post = (body: unknown): Promise<Response> =>
    call('/v1/chat/completions', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const close = async (): Promise<void> => {
    slots.close();
    await front.close(0);
  };
  return { url, port, front, slots, usage, call, post, revoke: () => revoked.add(goodKey), close };
}

export type GatewayServer = Awaited<ReturnType<typeof serveGateway>>;
