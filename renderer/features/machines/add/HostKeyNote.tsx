import type { ReactElement } from 'react';
import type { HostKeyView } from '../../../../contract/control-machines.ts';
import { fingerprintCommand } from '../../../../contract/fingerprint-command.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { WholeNames } from '../../../ui/text/WholeNames.tsx';
import type { PcTarget } from './pc-target.ts';

interface Props {
  readonly target: PcTarget;
  readonly hostKey: HostKeyView;
}

/** Whose host key it is: to be compared at the first visit, and a stop when it changed. */
export function HostKeyNote({ target, hostKey }: Props): ReactElement {
  const { address, name, os } = target;
  if (hostKey.known === 'same') {
    return (
      <div className="note">
        <Icon name="shield" className="ok" />
        <div className="grow">
          <p className="strong">{t('The same fingerprint as at the last visit')}</p>
          <p className="mono ink2 fingerprint">{hostKey.fingerprint}</p>
        </div>
      </div>
    );
  }
  const changed = hostKey.known === 'changed';
  return (
    <div className={`note ${changed ? 'bad-n' : 'warn-n'}`}>
      <Icon name="shield" />
      <div className="grow">
        <p className="strong">
          <WholeNames
            text={
              changed
                ? t('This is not the {{name}} of the last visit', { name })
                : t('Is this really {{name}}?', { name })
            }
          />
        </p>
        <p className="ink2">
          {changed
            ? t(
                'The PC at {{address}} shows another fingerprint than before. Another device may answer in its place, so nothing is sent to it:',
                { address },
              )
            : t('First visit. A PC at {{address}} shows this fingerprint:', { address })}
        </p>
        <p className="mono strong fingerprint">{hostKey.fingerprint}</p>
        <p className="ink2">
          {changed
            ? t(
                'Was that PC set up anew? Then this command shows the same over there, and its old key can be forgotten:',
              )
            : t('Compare it with the one that this command shows over there:')}
        </p>
        <p className="mono ink2 fingerprint">{fingerprintCommand(hostKey.algorithm, os)}</p>
      </div>
    </div>
  );
}
