import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useOffice } from '../../data/office/office-context.ts';
import { useFirstAddress } from '../../data/access/use-access.ts';
import { useCall } from '../../data/client/use-call.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { t } from '../../../words/words.ts';

/** Whether the office takes requests, and where programs find it. */
export function ServingSection({ state }: { readonly state: OfficeState }): ReactElement {
  const { client } = useOffice();
  const set = useCall();
  const { serving } = state.office;
  const address = useFirstAddress(state);
  const api = address === null ? null : `${address}/v1`;
  return (
    <section className="sec" aria-labelledby="serving">
      <h2 id="serving">{t('Serving', { context: 'heading' })}</h2>
      <div className="set">
        <span className="strong">{serving ? t('The office serves') : t('The office is paused')}</span>
        <span className="d">
          {serving
            ? t('A pause refuses new requests; answers that are being written are finished, and models stay loaded')
            : t('New requests are refused until you serve again, or until the office is started again')}
        </span>
        <div className="c">
          <button
            type="button"
            className="btn"
            disabled={set.running}
            onClick={() =>
              set.start((signal) => client.tell('/serving', { method: 'PUT', body: { on: !serving }, signal }))
            }
          >
            {serving ? t('Pause serving') : t('Serve again')}
          </button>
        </div>
      </div>
      {api !== null && (
        <div className="set">
          <span className="strong">{t('API address')}</span>
          <span className="d mono">{api}</span>
          <div className="c">
            <CopyButton text={api} what={t('API address')} word />
          </div>
        </div>
      )}
      <ProblemNote problem={set.problem} />
    </section>
  );
}
