import type { ReactElement } from 'react';
import type { AskView } from '../../../../contract/control-machines.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { WaitingRing } from '../../../ui/WaitingRing.tsx';

/** The code here beside the screen over there. */
export const CodePair = ({ ask }: { readonly ask: AskView }): ReactElement => (
  <div className="codes">
    <figure>
      <figcaption className="small ink2">Here</figcaption>
      <div className="paircode">
        {ask.code ?? (
          <span className="row small ink2">
            <WaitingRing />
            being computed
          </span>
        )}
      </div>
    </figure>
    <span className="ink3 equals" aria-hidden="true">
      =
    </span>
    <figure>
      <figcaption className="small ink2">
        On the screen of <span className="nowrap">{ask.hostName}</span>
      </figcaption>
      <div className="paircode other-c">
        <Icon name="pc" size={20} />
        <span>the same?</span>
      </div>
    </figure>
  </div>
);
