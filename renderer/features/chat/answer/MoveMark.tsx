import type { ReactElement } from 'react';
import type { AnswerMove } from '../../../../contract/control-api.ts';
import { formatWait } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Trans } from '../../../ui/text/Trans.tsx';

const parts = {
  from: <span className="nowrap" />,
  b: <b />,
  to: <span className="nowrap" />,
  after: <span className="nowrap" />,
};

/** Where another machine went on with an answer. */
export function MoveMark({ move: { from, to, why, gapMs } }: { readonly move: AnswerMove }): ReactElement {
  const values = { from, to, wait: formatWait(gapMs / 1000) };
  return (
    <div className="cont" role="note">
      <Icon name="swap" />
      <span>
        {why === 'lost' ? (
          <Trans
            text="<from>{{from}}</from> was lost. <b>Continued on <to>{{to}}</to></b> <after>after {{wait}}</after>"
            values={values}
            parts={parts}
          />
        ) : (
          <Trans
            text="<from>{{from}}</from> is being emptied. <b>Continued on <to>{{to}}</to></b> <after>after {{wait}}</after>"
            values={values}
            parts={parts}
          />
        )}
      </span>
    </div>
  );
}
