import type { ReactElement, ReactNode } from 'react';
import type { Message, OfficeState } from '../../../contract/control-api.ts';
import type { Problem } from '../../../contract/errors.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatRate } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemRow } from '../../ui/ProblemRow.tsx';
import { AnswerText } from './AnswerText.tsx';
import { OtherModelMenu } from './OtherModelMenu.tsx';
import { otherReadyModel } from './other-ready-model.ts';
import { SpokenAnswer } from './SpokenAnswer.tsx';
import { useRunningAnswer } from './use-running-answer.ts';
import { WaitingAnswer } from './WaitingAnswer.tsx';

interface Props {
  readonly message: Message;
  readonly conversationId: string;
  readonly state: OfficeState;
  readonly versions: ReactNode;
  /** Asks the same question again: the same model, or the named one. */
  readonly onRetry: (model: string | null) => void;
  readonly onStop: () => void;
}

/** An answer: waiting, being written, or as it is kept. */
export function AnswerMessage(props: Props): ReactElement {
  const { message, conversationId, state, versions, onRetry, onStop } = props;
  const { heard, problem: lineProblem } = useRunningAnswer(conversationId, message);
  const writing = message.state === 'writing' && !lineProblem;
  const text = writing && heard.text.length >= message.content.length ? heard.text : message.content;
  const moves = writing && heard.moves.length >= message.moves.length ? heard.moves : message.moves;
  const model = message.model ?? 'The model';
  const machine = (writing ? heard.machine : null) ?? message.machine ?? heard.machine;
  const other = otherReadyModel(state, message.model);
  const problem = lineProblem ?? message.problem;
  return (
    <article className="ans" aria-label={`Answer of ${model}`} aria-busy={writing}>
      {writing && text === '' ? (
        <WaitingAnswer heard={heard} model={model} other={other} onAskOther={() => onRetry(other)} onCancel={onStop} />
      ) : (
        text !== '' && <AnswerText text={text} moves={moves} writing={writing} />
      )}
      {writing && text !== '' && heard.phase === 'waiting' && (
        <p className="small ink2 after-text">{heard.reason} The answer goes on by itself.</p>
      )}
      {message.leftOut > 0 && (
        <p className="small ink2 after-text">
          This conversation is longer than {model} can hold: its first {message.leftOut} messages were left out.
        </p>
      )}
      {heard.phase !== 'listening' && <SpokenAnswer text={text} finished={!writing} />}
      {message.state === 'stopped' && <p className="small ink2 after-text">Stopped by you.</p>}
      {problem && <AnswerProblem problem={problem} begun={text !== ''} onRetry={() => onRetry(null)} />}
      {(text !== '' || !writing) && (
        <div className="meta">
          <b>{model}</b>
          {machine && (
            <span>
              on <span className="nowrap">{machine}</span>
            </span>
          )}
          <Rate message={message} machine={machine} state={state} />
          {!writing && (
            <span className="meta-acts">
              {versions}
              {text !== '' && <CopyButton text={text} what="the answer" />}
              <button
                type="button"
                className="btn quiet icon small"
                aria-label="Try again"
                onClick={() => onRetry(null)}
              >
                <Icon name="refresh" />
              </button>
              <OtherModelMenu state={state} model={message.model} onChoose={onRetry} />
            </span>
          )}
        </div>
      )}
    </article>
  );
}

interface ProblemProps {
  readonly problem: Problem;
  readonly begun: boolean;
  readonly onRetry: () => void;
}

const AnswerProblem = ({ problem, begun, onRetry }: ProblemProps): ReactElement => (
  <ProblemRow
    word={begun ? 'Not finished.' : 'Not answered.'}
    tone="bad"
    reason={problem.message}
    effect={problem.effect}
    action={problem.action}
  >
    <button type="button" className="btn small" onClick={onRetry}>
      Try again
    </button>
  </ProblemRow>
);

interface RateProps {
  readonly message: Message;
  readonly machine: string | null;
  readonly state: OfficeState;
}

/** Tokens a second: as kept, or the replica's now while this is its only answer. */
function Rate({ message, machine, state }: RateProps): ReactElement | null {
  const now = state.machines
    .find(({ name }) => name === machine)
    ?.replicas.find((replica) => replica.model === message.model && replica.slotsBusy === 1)?.tokensPerSecond;
  const rate = message.state === 'writing' ? now : message.tokensPerSecond;
  return rate ? <span className="num">{formatRate(rate)} tokens/s</span> : null;
}
