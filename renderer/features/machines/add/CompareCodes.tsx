import type { ReactElement } from 'react';
import type { AskView } from '../../../../contract/control-machines.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { t } from '../../../../words/words.ts';
import { Note } from '../../../ui/note/Note.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { WholeNames } from '../../../ui/text/WholeNames.tsx';
import { cardsInWords } from '../newcomers/newcomer-words.ts';
import { CodePair } from './CodePair.tsx';

interface Props {
  readonly ask: AskView;
  readonly deciding: boolean;
  /** Why the last decision was refused. */
  readonly problem: Problem | null;
  readonly onLater: () => void;
  readonly onReject: () => void;
  readonly onAccept: () => void;
}

/** One PC that asks, its code, and what a person says of it. */
export function CompareCodes({ ask, deciding, problem, onLater, onReject, onAccept }: Props): ReactElement {
  return (
    <>
      <div className="in-b">
        <p className="ink2">
          <WholeNames
            text={t('{{name}} ({{facts}}) asks to join. Go to that PC, or call who sits there:', {
              name: ask.hostName,
              facts: [ask.address, ask.osName, cardsInWords(ask)].join(', '),
            })}
          />
        </p>
        <CodePair ask={ask} />
        <p className="small ink3">
          {t(
            'Both PCs computed it from the two certificates. A different code means that another device stands in between.',
          )}
        </p>
        {ask.sameIdAs && (
          <Note kind="warn">
            <span className="strong">
              <WholeNames text={t('It shows the same machine id as {{name}}.', { name: ask.sameIdAs })} />
            </span>{' '}
            {t(
              'Was its disk cloned from that PC? Then both are shown, each under its own name. Or is it that PC, set up anew? Then remove the old {{name}} afterwards.',
              { name: ask.sameIdAs },
            )}
          </Note>
        )}
        <ProblemNote problem={problem} />
      </div>
      <footer>
        <button type="button" className="btn danger" disabled={deciding} onClick={onReject}>
          {t('The codes differ')}
        </button>
        <span className="grow" />
        <button type="button" className="btn" onClick={onLater}>
          {t('Later')}
        </button>
        {ask.code !== null && (
          <button type="button" className="btn primary" disabled={deciding} onClick={onAccept}>
            {t('Same code, add {{name}}', { name: ask.hostName })}
          </button>
        )}
      </footer>
    </>
  );
}
