import type { ReactElement } from 'react';
import type { CandidateView } from '../../../../contract/control-machines.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
import { HostKeyNote } from './HostKeyNote.tsx';
import type { KeyOutcome } from './several-keys.ts';

interface Props {
  readonly candidate: CandidateView;
  readonly outcome: KeyOutcome;
}

/** One of several PCs: the fingerprint that it shows, or why it is left out. */
export function HostKeyRow({ candidate, outcome }: Props): ReactElement {
  const { name, address, os } = candidate;
  switch (outcome.type) {
    case 'asked':
      return (
        <li>
          <WaitingRing />
          <div>
            <div className="strong">{name}</div>
            <div className="small ink2">{t('Asking for its fingerprint')}</div>
          </div>
        </li>
      );
    case 'none':
      return (
        <li>
          <Icon name="state-lost" className="bad" />
          <div>
            <div className="strong">{t('{{name}} is left out', { name })}</div>
            <div className="small ink2">{retell(outcome.problem.message)}</div>
          </div>
        </li>
      );
    case 'changed':
      return (
        <li>
          <Icon name="warn" className="bad" />
          <div>
            <div className="strong">{t('{{name}} is left out', { name })}</div>
            <div className="small ink2">
              {t(
                'It shows another fingerprint than at the last visit. Add it by itself to compare and forget the old one.',
              )}
            </div>
          </div>
        </li>
      );
    case 'first':
      return (
        <li className="to-compare">
          <HostKeyNote target={{ address, port: 22, name, os }} hostKey={outcome.key} />
        </li>
      );
    case 'same':
      return (
        <li>
          <Icon name="shield" className="ok" />
          <div>
            <div className="strong">{name}</div>
            <div className="mono small fingerprint">{outcome.key.fingerprint}</div>
            <div className="small ink2">{t('The same as at the last visit')}</div>
          </div>
        </li>
      );
  }
}
