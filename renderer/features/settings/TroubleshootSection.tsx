import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useOffice } from '../../data/office-context.ts';
import { useCall } from '../../data/use-call.ts';
import { copyText } from '../../ui/copy-text.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

/** What helps to find a fault, to be given to somebody else. */
export function TroubleshootSection({ state: { office } }: { readonly state: OfficeState }): ReactElement {
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
    <section className="sec" aria-labelledby="troubleshoot">
      <h2 id="troubleshoot">Troubleshoot</h2>
      <div className="set">
        <span className="strong">Diagnostics</span>
        <span className="d">
          Machines, models, what happened and the end of the logs. No key, no password, nothing of a conversation
        </span>
        <div className="c two">
          <button type="button" className="btn" onClick={copy} disabled={get.running}>
            {outcome === 'copied' ? 'Copied' : 'Copy diagnostics'}
          </button>
          <a className="btn" href="/control/diagnostics" download="aivailable-diagnostics.txt">
            Save as a file
          </a>
        </div>
      </div>
      <div aria-live="polite">
        {outcome === 'copied' && <p className="vh">Copied</p>}
        {outcome === 'refused' && (
          <p className="small warn">This browser does not let the page copy. Save it as a file.</p>
        )}
      </div>
      <ProblemNote problem={get.problem} />
      <div className="set">
        <span className="strong">AIvailable {office.version}</span>
        <span className="d">
          Runs on {office.machineName}. <span className="mono">aivailable doctor</span> there says what is wrong, and
          what to do about it
        </span>
      </div>
    </section>
  );
}
