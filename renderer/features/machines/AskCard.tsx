import type { ReactElement } from 'react';
import type { AskView } from '../../../contract/control-machines.ts';
import { Icon } from '../../ui/Icon.tsx';
import { askFacts } from './newcomer-words.ts';

interface Props {
  readonly ask: AskView;
  readonly onCompare: () => void;
}

/** A machine whose agent asks to join. */
export const AskCard = ({ ask, onCompare }: Props): ReactElement => (
  <li className="add">
    <Icon name="pc" size={20} />
    <div className="grow">
      <div className="strong">{ask.hostName}</div>
      <div className="small ink2">
        {askFacts(ask)} Asks to join
        {ask.code ? (
          <>
            , code <span className="strong nowrap ink">{ask.code}</span>
          </>
        ) : (
          ', its code is being computed'
        )}
      </div>
      {ask.sameIdAs && (
        <div className="small warn row">
          <Icon name="warn" />
          The same machine id as {ask.sameIdAs}
        </div>
      )}
    </div>
    <button type="button" className="btn small" aria-label={`Compare code of ${ask.hostName}`} onClick={onCompare}>
      Compare code
    </button>
  </li>
);
