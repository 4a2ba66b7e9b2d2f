import type { ReactElement, ReactNode } from 'react';
import type { WhatIfChange } from '../../../contract/deployments.ts';
import { t } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useWhatIf } from '../../data/models/use-what-if.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { Sheet } from '../../ui/dialog/Sheet.tsx';
import { WhatChanges } from './WhatChanges.tsx';

interface Props {
  readonly title: string;
  readonly mark?: ReactNode;
  /** What is looked at; empty: nothing is chosen yet. */
  readonly changes: readonly WhatIfChange[];
  /** In the footer: what one should know before it is done. */
  readonly hint: string;
  /** On the button that does it. */
  readonly action: string;
  readonly onApply: (signal: AbortSignal) => Promise<unknown>;
  readonly onClose: () => void;
  /** Above the plan. */
  readonly children?: ReactNode;
}

/** A change that is looked at before it is made. Rendered while it is open. */
export function WhatIfSheet({ title, mark, changes, hint, action, onApply, onClose, children }: Props): ReactElement {
  const answer = useWhatIf(changes);
  const apply = useCall();
  const chosen = changes.length > 0;
  return (
    <Sheet
      title={title}
      mark={mark}
      onClose={onClose}
      footer={
        <>
          <span className="small ink3 grow">{hint}</span>
          <button type="button" className="btn" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button
            type="button"
            className="btn primary"
            disabled={!chosen || answer.problem !== null || apply.running}
            onClick={() =>
              apply.start(async (signal) => {
                await onApply(signal);
                onClose();
              })
            }
          >
            {action}
          </button>
        </>
      }
    >
      {children && <div className="blk">{children}</div>}
      <div className="blk">
        <WhatChanges
          whatIf={chosen ? answer.whatIf : null}
          asking={chosen && answer.asking}
          problem={chosen ? answer.problem : null}
          none={t('Choose first; the plan is shown here before anything is done.')}
        />
        <ProblemNote problem={apply.problem} />
      </div>
    </Sheet>
  );
}
