/**
 * One attempt on a replica of ours. Each token is checked against its position and kept, so that another replica can go on after
 * exactly that one.
 */
import type { GenerateFrame } from '../../contract/generate.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import type { Clock } from '../base/clock.ts';
import type { AnswerPiece, Written } from './answer.ts';
import type { AttemptTimes } from './attempt-times.ts';
import type { Course } from './course.ts';
import type { Fleet } from './fleet.ts';
import { IdleWatch } from './idle-watch.ts';
import type { SlotLease } from './slots.ts';

interface TokenParts {
  readonly fleet: Fleet;
  readonly clock: Clock;
  readonly log: Log;
  /** How long it may be silent until it has the prompt, and after that, in milliseconds. */
  readonly limits: { readonly beginMs: number; readonly idleMs: number };
}

type TokenFrame = GenerateFrame & { readonly type: 'token' };

/** Why an attempt is ended: its replica is being emptied, and a slot elsewhere is kept. */
export const leaving = Symbol('leaving');

/** @throws ProblemError what went wrong there; `leaving`; the course's reason when that was aborted */
export async function* writeTokens(
  { fleet, clock, log, limits }: TokenParts,
  course: Course,
  lease: SlotLease,
  times: AttemptTimes,
): AsyncGenerator<AnswerPiece, Written, void> {
  const { request, progress, signal } = course;
  const { replicaId, machineName } = lease.replica;
  const epoch = course.epoch++;
  const attempt = new AbortController();
  const onAbort = (): void => attempt.abort(signal.reason);
  const onLeaving = (): void => attempt.abort(leaving);
  // It may have come in the moment in which the slot did.
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  lease.leaving.addEventListener('abort', onLeaving, { once: true });
  const watch = new IdleWatch(limits.beginMs, (silentMs) => {
    const sentence = `${machineName} has sent nothing for ${silentMs / 1000} seconds.`;
    attempt.abort(new ProblemError(problem('machine_lost', sentence)));
  });
  const goesOn = progress.begun;
  try {
    for await (const frame of fleet.generate(replicaId, progress.next(request, epoch), attempt.signal)) {
      watch.touch();
      switch (frame.type) {
        case 'token':
          takeToken(course, lease, times, frame, clock.now());
          yield* moved(course, machineName, clock, log);
          if (frame.scores) yield { ...textOf(course, frame.text), scores: frame.scores };
          else if (frame.text !== '') yield textOf(course, frame.text);
          break;
        case 'prompt':
          watch.expectWithin(limits.idleMs);
          progress.takePrompt(frame, epoch, clock.now());
          times.prompt(frame.tokens.length + progress.soFar.length, clock.now());
          if (!goesOn) yield { type: 'placed', machineName, promptTokens: frame.tokens.length, calls: frame.calls };
          break;
        case 'end':
          if (frame.reason === 'abort') refuse('machine_lost', `${machineName} stopped writing.`);
          yield* moved(course, machineName, clock, log);
          if (frame.text !== '') yield textOf(course, frame.text);
          return { reason: frame.reason, stop: request.stop.find((stop) => stop === frame.stop) ?? null };
        case 'error':
          throw new ProblemError(frame.problem);
      }
    }
    return refuse('machine_lost', `${machineName} ended the stream before the answer.`);
  } catch (error) {
    throw attempt.signal.aborted ? attempt.signal.reason : error;
  } finally {
    watch.stop();
    signal.removeEventListener('abort', onAbort);
    lease.leaving.removeEventListener('abort', onLeaving);
  }
}

function takeToken({ progress }: Course, lease: SlotLease, times: AttemptTimes, frame: TokenFrame, now: number): void {
  progress.takeToken(frame, now);
  if (!times.begun) lease.passed();
  times.token(now);
}

function textOf({ prefix }: Course, text: string): AnswerPiece & { readonly type: 'text' } {
  prefix.add(text);
  return { type: 'text', text };
}

/** The first word from elsewhere, after an attempt that broke off. */
function* moved(course: Course, to: string, clock: Clock, log: Log): Generator<AnswerPiece, void, void> {
  const made = course.takeMove(to, clock.now());
  if (!made) return;
  const { move, sinceKnownMs } = made;
  log.info({ requestId: course.request.id, ...move, sinceKnownMs }, 'an answer goes on elsewhere');
  yield { type: 'moved', ...move };
}
