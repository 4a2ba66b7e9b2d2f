import type { ReactElement } from 'react';
import type { CopyView } from '../../../contract/copies.ts';
import { t } from '../../../words/words.ts';
import { useModelCalls } from '../../data/models/model-calls.ts';
import { useCall } from '../../data/client/use-call.ts';
import { Trans } from '../../ui/text/Trans.tsx';
import { WholeNames } from '../../ui/text/WholeNames.tsx';
import { copyWords } from './transfer-words.ts';
import { TransferRow } from './TransferRow.tsx';

interface Props {
  readonly copy: CopyView;
  readonly now: number;
}

/** A file on its way to a machine over the office's own network. */
export function CopyRow({ copy, now }: Props): ReactElement {
  const calls = useModelCalls();
  const cancel = useCall();
  const { id, model, machine, state, problem } = copy;
  const where = { model, machine };
  const name = t('{{model}} to {{machine}}', where);
  return (
    <TransferRow
      transfer={copy}
      icon="lan"
      name={name}
      title={
        <Trans
          text="{{model}} to <whole>{{machine}}</whole>"
          values={where}
          parts={{ whole: <span className="nowrap" /> }}
        />
      }
      words={<WholeNames text={copyWords(copy, now)} />}
      failure={state === 'failed' && problem ? { word: t('Not copied.'), problem } : null}
      refusal={cancel.problem}
      acts={
        <button
          type="button"
          className="btn small quiet"
          disabled={cancel.running}
          aria-label={t('Cancel {{name}}', { name })}
          onClick={() => cancel.start((signal) => calls.cancelCopy(id, signal))}
        >
          {t('Cancel')}
        </button>
      }
    />
  );
}
