import type { ReactElement, ReactNode } from 'react';
import { t } from '../../../../words/words.ts';
import { Note } from '../../../ui/note/Note.tsx';
import { WholeNames } from '../../../ui/text/WholeNames.tsx';
import { CloseFooter } from './CloseFooter.tsx';
import { Listening } from './Listening.tsx';

interface Props {
  /** Of the PC whose code was compared. */
  readonly name: string;
  /** The choice of another one; false: no other asks. */
  readonly others: ReactNode;
  readonly onClose: () => void;
}

/** The PC whose code was compared is gone. No other takes its place: a person may be about to press the button. */
export const AsksNoLonger = ({ name, others, onClose }: Props): ReactElement => (
  <>
    {others}
    <div className="in-b">
      <Note kind="warn">
        <span className="strong">
          <WholeNames text={t('{{name}} no longer asks.', { name })} />
        </span>{' '}
        {t(
          'See whether it is switched on and in the network. When it asks again, choose it here and compare anew: it has another code then.',
        )}
      </Note>
      <Listening />
    </div>
    <CloseFooter onClose={onClose} />
  </>
);
