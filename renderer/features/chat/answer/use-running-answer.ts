import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useState } from 'react';
import type { Conversation, Message } from '../../../../contract/control-api.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { toProblem } from '../../../../contract/problem.ts';
import { followAnswer, type AnswerEvent } from '../../../data/chat/follow-answer.ts';
import { withMessage } from '../../../data/chat/with-asked.ts';
import { useOffice } from '../../../data/office/office-context.ts';
import { queryKeys } from '../../../data/client/query-keys.ts';
import { answerReducer, nothingHeard, type HeardAnswer } from './answer-reducer.ts';

/** Words appear at most this often: faster is not read, and each time costs a render. */
const flushMs = 50;

const reduceAll = (heard: HeardAnswer, events: readonly AnswerEvent[]): HeardAnswer =>
  events.reduce(answerReducer, heard);

/** Listens to an answer while it is being written, also after a reload, and keeps its last form in the cache. */
export function useRunningAnswer(
  conversationId: string,
  { id, state }: Message,
): { heard: HeardAnswer; problem: Problem | null } {
  const { client } = useOffice();
  const queries = useQueryClient();
  const [heard, hear] = useReducer(reduceAll, nothingHeard);
  const [problem, setProblem] = useState<Problem | null>(null);
  const writing = state === 'writing';

  useEffect(() => {
    if (!writing) return;
    const leaving = new AbortController();
    const key = queryKeys.conversation(conversationId);
    let held: AnswerEvent[] = [{ type: 'restart' }];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (): void => {
      timer = undefined;
      const events = held;
      held = [];
      hear(events);
    };
    followAnswer(client, id, leaving.signal, (event) => {
      held.push(event);
      if (event.type === 'end') {
        clearTimeout(timer);
        flush();
        queries.setQueryData<Conversation>(key, (known) => known && withMessage(known, event.message));
      } else {
        timer ??= setTimeout(flush, flushMs);
      }
    }).catch((error: unknown) => setProblem(toProblem(error)));
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [client, queries, conversationId, id, writing]);

  return { heard, problem };
}
