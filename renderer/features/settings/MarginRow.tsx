import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { usualMarginBytes } from '../../../contract/margin.ts';
import { t } from '../../../words/words.ts';
import { useOfficeCalls } from '../../data/office/office-calls.ts';
import { formatBytes } from '../../ui/text/format.ts';
import { marginFacts } from './margin-facts.ts';
import { MarginDialog } from './MarginDialog.tsx';
import { useAsked } from './use-asked.tsx';

/** What models leave free on every card. */
export function MarginRow({ state }: { readonly state: OfficeState }): ReactElement {
  const calls = useOfficeCalls();
  const { open, busy, failure, ask, close, set } = useAsked(calls.setMargin);
  const { marginBytes } = state;
  const { cards, keptBytes, totalBytes } = marginFacts(state, marginBytes);
  const [margin, usual] = [formatBytes(marginBytes), formatBytes(usualMarginBytes)];
  return (
    <div className="set">
      <span className="strong">{t('Keep free on every card')}</span>
      <span className="d">
        {t('Models leave {{margin}} of each graphics card free, for what opens on its PC at any moment', { margin })}
        {cards > 0 && (
          <>
            <br />
            {t('That is {{kept}} of the {{total}} on the office’s {{count, number}} cards', {
              kept: formatBytes(keptBytes),
              total: formatBytes(totalBytes),
              count: cards,
            })}
          </>
        )}
      </span>
      <div className="c two">
        {margin !== usual && (
          <button type="button" className="btn quiet" disabled={busy} onClick={() => set(usualMarginBytes)}>
            {t('Back to {{margin}}', { margin: usual })}
          </button>
        )}
        <button type="button" className="btn" onClick={ask}>
          {t('Change the margin…')}
        </button>
      </div>
      {open ? <MarginDialog state={state} busy={busy} failure={failure} onSet={set} onClose={close} /> : failure}
    </div>
  );
}
