/** A first look at a server: what it has, how fast it answers, what is wrong with it, and what a person should know. */
import type { AttachTest } from '../../contract/attached.ts';
import { problem, ProblemError, toProblem } from '../../contract/problem.ts';
import type { Problem } from '../../contract/errors.ts';
import { warningsOf } from './base-url.ts';
import { learnModels, nothingListed, readList, type ListedModel } from './list-models.ts';
import { shownCertificate } from './trust.ts';
import { Upstream, type UpstreamTarget } from './upstream.ts';

export interface ServerTest extends Omit<AttachTest, 'models'> {
  readonly models: readonly ListedModel[];
}

const withinMs = 20_000;
const certificateMs = 5_000;

/** @param office names this run of this office @throws the signal's reason */
export async function testServer(target: UpstreamTarget, office: string, signal: AbortSignal): Promise<ServerTest> {
  const { url } = target;
  const nothing = { url, kind: 'other', latencyMs: null, models: [], certificate: null } as const;
  const warnings = await warningsOf(url);
  const upstream = new Upstream(target, office);
  const within = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  const startedAt = performance.now();
  try {
    const list = await readList(upstream, within);
    const latencyMs = Math.round(performance.now() - startedAt);
    const { kind, models } = await learnModels(upstream, new URL(url).origin, list, nothingListed, within);
    const none = problem('attached_failed', 'It answers, and lists no model.', {
      effect: 'There is nothing to ask it for.',
      action: 'Load a model there; it appears here by itself.',
    });
    return { ...nothing, kind, latencyMs, models, warnings, problem: models.length === 0 ? noticeOf(none) : null };
  } catch (error) {
    signal.throwIfAborted();
    const what = problemOf(error);
    const certificate = what.code === 'attached_certificate' ? await shownCertificate(url, certificateMs) : null;
    return { ...nothing, warnings, problem: noticeOf(what), certificate };
  }
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof ProblemError)) return problem('attached_unreachable', 'The server does not answer.');
  const what = toProblem(error);
  if (what.code !== 'replica_not_found') return what;
  return problem('attached_failed', 'The server answers, but there is no list of models at this address.', {
    effect: 'It cannot be used by this address.',
    action: 'Give the address that ends in /v1, as its own documentation shows it.',
  });
}

const noticeOf = ({ message, effect, action }: Problem) => ({ reason: message, effect, action });
