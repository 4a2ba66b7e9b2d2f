import type { ReactElement, ReactNode } from 'react';
import type { Message, OfficeState } from '../../../../contract/control-api.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { formatRate } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { ProblemRow } from '../../../ui/note/ProblemRow.tsx';
import { Trans } from '../../../ui/text/Trans.tsx';
import { AnswerText } from './AnswerText.tsx';
import { otherReadyModel } from './other-ready-model.ts';
import { OtherModelMenu } from './OtherModelMenu.tsx';
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
  const model = message.model ?? t('The model');
  const machine = (writing ? heard.machine : null) ?? message.machine ?? heard.machine;
  const other = otherReadyModel(state, message.model);
  const problem = lineProblem ?? message.problem;
  return (
    <article className="ans" aria-label={t('Answer of {{model}}', { model })} aria-busy={writing}>
      {writing && text === '' ? (
        <WaitingAnswer heard={heard} model={model} other={other} onAskOther={() => onRetry(other)} onCancel={onStop} />
      ) : (
        text !== '' && <AnswerText text={text} moves={moves} writing={writing} />
      )}
      {writing && text !== '' && heard.phase === 'waiting' && (
        <p className="small ink2 after-text">
          {retell(heard.reason)} {t('The answer goes on by itself.')}
        </p>
      )}
      {message.leftOut > 0 && (
        <p className="small ink2 after-text">
          {t(
            'This conversation is longer than {{model}} can hold: its first {{count, number}} messages were left out.',
            {
              model,
              count: message.leftOut,
            },
          )}
        </p>
      )}
      {heard.phase !== 'listening' && <SpokenAnswer text={text} finished={!writing} />}
      {message.state === 'stopped' && <p className="small ink2 after-text">{t('Stopped by you.')}</p>}
      {problem && <AnswerProblem problem={problem} begun={text !== ''} onRetry={() => onRetry(null)} />}
      {(text !== '' || !writing) && (
        <div className="meta">
          <b>{model}</b>
          {machine && (
            <span>
              <Trans
                text="on <machine>{{machine}}</machine>"
                values={{ machine }}
                parts={{ machine: <span className="nowrap" /> }}
              />
            </span>
          )}
          <Rate message={message} machine={machine} state={state} />
          {!writing && (
            <span className="meta-acts">
              {versions}
              {text !== '' && <CopyButton text={text} what={t('the answer')} />}
              <button
                type="button"
                className="btn quiet icon small"
                aria-label={t('Try again')}
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
  <ProblemRow word={begun ? t('Not finished.') : t('Not answered.')} tone="bad" problem={problem}>
    <button type="button" className="btn small" onClick={onRetry}>
      {t('Try again')}
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
  return rate ? <span className="num">{t('{{rate}} tokens/s', { rate: formatRate(rate) })}</span> : null;
}
