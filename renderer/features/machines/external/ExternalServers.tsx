import { useState, type ReactElement } from 'react';
import type { AttachedView } from '../../../../contract/attached.ts';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { AttachDialog } from './AttachDialog.tsx';
import { DetachDialog } from './DetachDialog.tsx';
import { ExternalRow } from './ExternalRow.tsx';

/** Servers elsewhere that answer beside the machines. */
export function ExternalServers({ state }: { readonly state: OfficeState }): ReactElement {
  const [attaching, setAttaching] = useState(false);
  const [detaching, setDetaching] = useState<AttachedView | null>(null);
  return (
    <section className="sec external" aria-labelledby="external">
      <header>
        <h2 id="external">{t('External servers')}</h2>
        <span className="grow" />
        <button type="button" className="btn small" onClick={() => setAttaching(true)}>
          <Icon name="plus" />
          {t('Attach a server…')}
        </button>
      </header>
      {state.attached.length === 0 ? (
        <p className="small ink2">
          {t(
            'A server with Ollama, vLLM, llama-server or LM Studio can answer beside the machines, at the same address and with the same keys.',
          )}
        </p>
      ) : (
        <ul className="rows">
          {state.attached.map((server) => (
            <ExternalRow key={server.id} server={server} onDetach={() => setDetaching(server)} />
          ))}
        </ul>
      )}
      {attaching && <AttachDialog onClose={() => setAttaching(false)} />}
      {detaching && <DetachDialog server={detaching} onClose={() => setDetaching(null)} />}
    </section>
  );
}
