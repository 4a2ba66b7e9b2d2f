import type { ReactElement } from 'react';
import type { DownloadView } from '../../../contract/library.ts';
import { useModelCalls } from '../../data/model-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ProblemRow } from '../../ui/ProblemRow.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { downloadWords, shareDone } from './transfer-words.ts';

interface Props {
  readonly download: DownloadView;
  readonly now: number;
}

type Verb = 'pause' | 'resume' | 'cancel';

/** A model on its way from the internet: how far it is, and what can be done with it. */
export function DownloadRow({ download, now }: Props): ReactElement {
  const calls = useModelCalls();
  const act = useCall();
  const { id, model, quantization, state, doneBytes, totalBytes, problem } = download;
  const name = `${model} ${quantization}`;
  const tell = (verb: Verb): void => act.start((signal) => calls.tellDownload(id, verb, signal));
  const button = (verb: Verb, text: string): ReactElement => (
    <button
      type="button"
      className={`btn small ${verb === 'resume' ? '' : 'quiet'}`}
      disabled={act.running}
      aria-label={`${text} ${name}`}
      onClick={() => tell(verb)}
    >
      {text}
    </button>
  );
  return (
    <li className="dep way">
      <Icon name={state === 'failed' ? 'warn' : 'download'} className={state === 'failed' ? 'warn' : ''} />
      <h3 className="way-name">{name}</h3>
      <div>
        {state === 'failed' && problem ? (
          <ProblemRow
            word="Not downloaded."
            tone="warn"
            reason={problem.message}
            effect={problem.effect}
            action={problem.action}
          />
        ) : (
          <>
            <Progress label={name} value={shareDone(doneBytes, totalBytes)} />
            <p className="small ink2 num way-words">{downloadWords(download, now)}</p>
          </>
        )}
        <ProblemNote problem={act.problem} />
      </div>
      <div className="row dep-end">
        {state === 'paused' && button('resume', 'Resume')}
        {state === 'failed' && button('resume', 'Try again')}
        {(state === 'loading' || state === 'queued' || state === 'waiting') && button('pause', 'Pause')}
        {button('cancel', 'Cancel')}
      </div>
    </li>
  );
}
