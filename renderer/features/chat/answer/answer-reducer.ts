import type { AnswerMove, Message } from '../../../../contract/control-api.ts';
import type { AnswerEvent } from '../../../data/chat/follow-answer.ts';

/** An answer as far as it was heard. `waiting` → `writing` → `ended`; a restart goes back to `listening`. */
export interface HeardAnswer {
  readonly phase: 'listening' | 'waiting' | 'writing' | 'ended';
  /** Place in the queue, from 1; null: the model is not ready. */
  readonly place: number | null;
  /** Until its turn comes, as far as can be told. */
  readonly seconds: number | null;
  /** Why it waits. */
  readonly reason: string;
  readonly machine: string | null;
  readonly text: string;
  /** Where it went on elsewhere. */
  readonly moves: readonly AnswerMove[];
  /** As it is kept; set in `ended`. */
  readonly message: Message | null;
}

export const nothingHeard: HeardAnswer = {
  phase: 'listening',
  place: null,
  seconds: null,
  reason: '',
  machine: null,
  text: '',
  moves: [],
  message: null,
};

export function answerReducer(heard: HeardAnswer, event: AnswerEvent): HeardAnswer {
  switch (event.type) {
    case 'restart':
      return nothingHeard;
    case 'waiting':
      return { ...heard, phase: 'waiting', place: event.place, seconds: event.seconds, reason: event.reason };
    case 'placed':
      return { ...heard, phase: 'writing', machine: event.machine };
    case 'moved':
      return { ...heard, phase: 'writing', machine: event.move.to, moves: [...heard.moves, event.move] };
    case 'text':
      return { ...heard, phase: 'writing', text: heard.text + event.text };
    case 'end':
      return { ...heard, phase: 'ended', text: event.message.content, message: event.message };
  }
}
