import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useOffice } from '../../data/office-context.ts';
import { useCall } from '../../data/use-call.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

/** Whether the office takes requests, and where programs find it. */
export function ServingSection({ state: { office } }: { readonly state: OfficeState }): ReactElement {
  const { client } = useOffice();
  const set = useCall();
  const { serving, addresses } = office;
  const [address] = addresses;
  const api = address === undefined ? null : `http://${address}/v1`;
  return (
    <section className="sec" aria-labelledby="serving">
      <h2 id="serving">Serving</h2>
      <div className="set">
        <span className="strong">{serving ? 'The office serves' : 'The office is paused'}</span>
        <span className="d">
          {serving
            ? 'A pause refuses new requests; answers that are being written are finished, and models stay loaded'
            : 'New requests are refused until you serve again, or until the office is started again'}
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
            {serving ? 'Pause serving' : 'Serve again'}
          </button>
        </div>
      </div>
      {api !== null && (
        <div className="set">
          <span className="strong">API address</span>
          <span className="d mono">{api}</span>
          <div className="c">
            <CopyButton text={api} what="API address" word />
          </div>
        </div>
      )}
      <ProblemNote problem={set.problem} />
    </section>
  );
}
