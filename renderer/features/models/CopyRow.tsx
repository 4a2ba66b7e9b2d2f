import type { ReactElement } from 'react';
import type { CopyView } from '../../../contract/copies.ts';
import { useModelCalls } from '../../data/model-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ProblemRow } from '../../ui/ProblemRow.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { shortName } from '../../ui/short-name.ts';
import { WholeNames } from '../../ui/WholeNames.tsx';
import { copyWords, shareDone } from './transfer-words.ts';

interface Props {
  readonly copy: CopyView;
  readonly now: number;
}

/** A file on its way to a machine over the office's own network. */
export function CopyRow({ copy, now }: Props): ReactElement {
  const calls = useModelCalls();
  const cancel = useCall();
  const { id, model, machine, state, doneBytes, totalBytes, problem } = copy;
  const name = `${shortName(model)} to ${machine}`;
  return (
    <li className="dep way">
      <Icon name={state === 'failed' ? 'warn' : 'lan'} className={state === 'failed' ? 'warn' : ''} />
      <h3 className="way-name">
        {shortName(model)} to <span className="nowrap">{machine}</span>
      </h3>
      <div>
        {state === 'failed' && problem ? (
          <ProblemRow
            word="Not copied."
            tone="warn"
            reason={problem.message}
            effect={problem.effect}
            action={problem.action}
          />
        ) : (
          <>
            <Progress label={name} value={shareDone(doneBytes, totalBytes)} />
            <p className="small ink2 num way-words">
              <WholeNames text={copyWords(copy, now)} />
            </p>
          </>
        )}
        <ProblemNote problem={cancel.problem} />
      </div>
      <div className="row dep-end">
        <button
          type="button"
          className="btn small quiet"
          disabled={cancel.running}
          aria-label={`Cancel ${name}`}
          onClick={() => cancel.start((signal) => calls.cancelCopy(id, signal))}
        >
          Cancel
        </button>
      </div>
    </li>
  );
}
