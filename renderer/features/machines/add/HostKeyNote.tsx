import type { ReactElement } from 'react';
import { fingerprintCommand } from '../../../../contract/fingerprint-command.ts';
import type { HostKeyView } from '../../../../contract/control-machines.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { WholeNames } from '../../../ui/WholeNames.tsx';
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
          <p className="strong">The same fingerprint as at the last visit</p>
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
          <WholeNames text={changed ? `This is not the ${name} of the last visit` : `Is this really ${name}?`} />
        </p>
        <p className="ink2">
          {changed
            ? `The PC at ${address} shows another fingerprint than before. Another device may answer in its place, so nothing is sent to it:`
            : `First visit. A PC at ${address} shows this fingerprint:`}
        </p>
        <p className="mono strong fingerprint">{hostKey.fingerprint}</p>
        <p className="ink2">
          {changed
            ? 'Was that PC set up anew? Then this command shows the same over there, and its old key can be forgotten:'
            : 'Compare it with the one that this command shows over there:'}
        </p>
        <p className="mono ink2 fingerprint">{fingerprintCommand(hostKey.algorithm, os)}</p>
      </div>
    </div>
  );
}
