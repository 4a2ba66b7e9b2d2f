/**
 * One attempt on an external server. It gives texts and no tokens of ours, so nothing of it can be checked against positions: what
 * was sent to the client is kept, and only a replica of our own may go on after it.
 */
import { problem, ProblemError } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import type { AnswerPiece, Written } from './answer.ts';
import type { AttemptTimes } from './attempt-times.ts';
import type { Course } from './course.ts';
import type { TextFleet } from './fleet.ts';
import type { SlotLease } from './slots.ts';
import { callsInText } from './text-frame.ts';

/** @throws ProblemError what went wrong there; the course's reason when that was aborted */
export async function* writeText(
  fleet: TextFleet,
  course: Course,
  lease: SlotLease,
  times: AttemptTimes,
  clock: Clock,
): AsyncGenerator<AnswerPiece, Written, void> {
  const { request, progress, prefix, signal } = course;
  const { replicaId, machineName } = lease.replica;
  const epoch = course.epoch++;
  progress.startText(clock.now());
  times.prompt(0, clock.now());
  for await (const frame of fleet.write(replicaId, progress.next(request, epoch), signal)) {
    switch (frame.type) {
      case 'begun':
        yield { type: 'placed', machineName, promptTokens: null, ...(request.tools && { calls: callsInText }) };
        break;
      case 'text':
        progress.takeText(frame.text, clock.now());
        prefix.add(frame.text);
        if (!times.begun) lease.passed();
        times.token(clock.now());
        yield { type: 'text', text: frame.text };
        break;
      case 'end':
        if (!times.begun) lease.passed();
        progress.takeUsage(frame.usage, course.promptCharacters);
        return { reason: frame.reason, stop: frame.stop };
    }
  }
  throw new ProblemError(problem('machine_lost', `${machineName} ended the stream before the answer.`));
}
