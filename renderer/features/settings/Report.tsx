import { useState, type ReactElement } from 'react';
import { t } from '../../../words/words.ts';
import { useOffice } from '../../data/office/office-context.ts';
import { useCall } from '../../data/client/use-call.ts';
import { copyText } from '../../ui/copy-text.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';

/** What helps to find a fault, to be given to somebody else. */
export function Report(): ReactElement {
  const { client } = useOffice();
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  const get = useCall();
  const copy = (): void =>
    get.start(async (signal) => {
      setOutcome(null);
      const response = await client.open('/diagnostics', { signal });
      setOutcome((await copyText(await response.text())) ? 'copied' : 'refused');
    });
  return (
    <>
      <div className="grow small ink3">
        <p>
          {t(
            'A report for somebody who helps: machines, models, what happened and the end of the logs. No key, no password, nothing of a conversation',
          )}
        </p>
        <div aria-live="polite">
          {outcome === 'copied' && <p className="vh">{t('Copied')}</p>}
          {outcome === 'refused' && (
            <p className="warn">{t('This browser does not let the page copy. Save it as a file.')}</p>
          )}
        </div>
        <ProblemNote problem={get.problem} />
      </div>
      <button type="button" className="btn" onClick={copy} disabled={get.running}>
        {outcome === 'copied' ? t('Copied') : t('Copy the report')}
      </button>
      <a className="btn" href="/control/diagnostics" download="aivailable-diagnostics.txt">
        {t('Save as a file')}
      </a>
    </>
  );
}
