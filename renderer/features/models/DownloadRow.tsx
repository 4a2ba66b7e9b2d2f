import type { ReactElement } from 'react';
import type { DownloadView } from '../../../contract/library.ts';
import { t } from '../../../words/words.ts';
import { useModelCalls } from '../../data/models/model-calls.ts';
import { useCall } from '../../data/client/use-call.ts';
import { downloadWords } from './transfer-words.ts';
import { TransferRow } from './TransferRow.tsx';

interface Props {
  readonly download: DownloadView;
  readonly now: number;
}

type Verb = 'pause' | 'resume' | 'cancel';

/** A model on its way from the internet: how far it is, and what can be done with it. */
export function DownloadRow({ download, now }: Props): ReactElement {
  const calls = useModelCalls();
  const act = useCall();
  const { id, model, quantization, state, problem } = download;
  const name = `${model} ${quantization}`;
  const tell = (verb: Verb): void => act.start((signal) => calls.tellDownload(id, verb, signal));
  const button = (verb: Verb, text: string, spoken: string): ReactElement => (
    <button
      type="button"
      className={`btn small ${verb === 'resume' ? '' : 'quiet'}`}
      disabled={act.running}
      aria-label={spoken}
      onClick={() => tell(verb)}
    >
      {text}
    </button>
  );
  return (
    <TransferRow
      transfer={download}
      icon="download"
      name={name}
      title={name}
      words={downloadWords(download, now)}
      failure={state === 'failed' && problem ? { word: t('Not downloaded.'), problem } : null}
      refusal={act.problem}
      acts={
        <>
          {state === 'paused' && button('resume', t('Resume'), t('Resume {{name}}', { name }))}
          {state === 'failed' && button('resume', t('Try again'), t('Try again {{name}}', { name }))}
          {(state === 'loading' || state === 'queued' || state === 'waiting') &&
            button('pause', t('Pause'), t('Pause {{name}}', { name }))}
          {button('cancel', t('Cancel'), t('Cancel {{name}}', { name }))}
        </>
      }
    />
  );
}
