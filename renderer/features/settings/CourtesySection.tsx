import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { CourtesySwitch } from './CourtesySwitch.tsx';
import { InternetRow } from './InternetRow.tsx';
import { MarginRow } from './MarginRow.tsx';

/** What the office leaves to the people at its PCs. */
export function CourtesySection({ state }: { readonly state: OfficeState }): ReactElement {
  const { keepAwake, makeRoom } = state.courtesy;
  return (
    <section className="sec" aria-labelledby="courtesy">
      <h2 id="courtesy">{t('Courtesy to the people at the PCs')}</h2>
      <MarginRow state={state} />
      <CourtesySwitch
        title={t('Make room when someone needs the card')}
        says={
          makeRoom
            ? t('A model whose memory other programs take finishes its answers, then moves or leaves')
            : t('Models that run stay, also where other programs take their memory: these may get slow, or lack it')
        }
        on={makeRoom}
        change={(on) => ({ makeRoom: on })}
      />
      <CourtesySwitch
        title={t('Keep PCs awake while they answer')}
        says={
          keepAwake
            ? t('They sleep as usual when idle')
            : t('One that falls asleep in the middle of an answer is lost: the answer goes on at another PC, or waits')
        }
        on={keepAwake}
        change={(on) => ({ keepAwake: on })}
      />
      <InternetRow limit={state.internet} />
    </section>
  );
}
