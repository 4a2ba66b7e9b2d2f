import type { ReactElement } from 'react';
import type { AskView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Trans } from '../../../ui/text/Trans.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';

/** The code here beside the screen over there. */
export const CodePair = ({ ask }: { readonly ask: AskView }): ReactElement => (
  <div className="codes">
    <figure>
      <figcaption className="small ink2">{t('Here')}</figcaption>
      <div className="paircode">
        {ask.code ?? (
          <span className="row small ink2">
            <WaitingRing />
            {t('being computed')}
          </span>
        )}
      </div>
    </figure>
    <span className="ink3 equals" aria-hidden="true">
      =
    </span>
    <figure>
      <figcaption className="small ink2">
        <Trans
          text="On the screen of <pc>{{name}}</pc>"
          values={{ name: ask.hostName }}
          parts={{ pc: <span className="nowrap" /> }}
        />
      </figcaption>
      <div className="paircode other-c">
        <Icon name="pc" size={20} />
        <span>{t('the same?')}</span>
      </div>
    </figure>
  </div>
);
