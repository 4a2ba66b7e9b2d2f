import type { ReactElement } from 'react';
import type { AnswerMove } from '../../../contract/control-api.ts';
import { formatWait } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';

/** Where another machine went on with an answer. */
export const MoveMark = ({ move: { from, to, why, gapMs } }: { readonly move: AnswerMove }): ReactElement => (
  <div className="cont" role="note">
    <Icon name="swap" />
    <span>
      <span className="nowrap">{from}</span> {why === 'lost' ? 'was lost' : 'is being emptied'}.{' '}
      <b>
        Continued on <span className="nowrap">{to}</span>
      </b>{' '}
      after {formatWait(gapMs / 1000)}
    </span>
  </div>
);
