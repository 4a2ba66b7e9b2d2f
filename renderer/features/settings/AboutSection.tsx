import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import type { Desktop } from '../../ui/desktop/use-desktop.ts';
import { TroubleshootSheet } from './TroubleshootSheet.tsx';
import { VersionRows } from './VersionRows.tsx';

interface Props {
  readonly state: OfficeState;
  /** Null: a browser. */
  readonly desktop: Desktop | null;
}

/** Which version this is, and what helps when something is wrong. */
export function AboutSection({ state, desktop }: Props): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <section className="sec" aria-labelledby="about">
      <h2 id="about">{t('About')}</h2>
      <VersionRows state={state} desktop={desktop} />
      <div className="set">
        <span className="strong">{t('Troubleshoot')}</span>
        <span className="d">{t('Checks network, cards and drivers, and makes a report without secrets')}</span>
        <div className="c">
          <button type="button" className="btn" onClick={() => setOpen(true)}>
            {t('Start…')}
          </button>
        </div>
      </div>
      {open && <TroubleshootSheet onClose={() => setOpen(false)} />}
    </section>
  );
}
