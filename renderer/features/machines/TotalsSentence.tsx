import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { formatBytes, formatFigure, formatRate, formatTotal } from '../../ui/text/format.ts';
import { Trans } from '../../ui/text/Trans.tsx';
import { officeTotals } from './office-totals.ts';

const parts = { b: <b /> };

/** The whole office in one sentence for its memory, and one for what runs. */
export function TotalsSentence({ state }: { readonly state: OfficeState }): ReactElement {
  const totals = officeTotals(state);
  const { machines, answers, tokensPerSecond, heldBackBytes } = totals;
  const values = {
    total: formatTotal(totals.totalBytes),
    models: formatBytes(totals.modelsBytes),
    others: formatFigure(totals.othersBytes),
    margin: formatFigure(totals.marginBytes),
    held: formatFigure(heldBackBytes),
    free: formatBytes(totals.freeBytes),
  };
  return (
    <p className="totals num">
      {heldBackBytes > 0 ? (
        <Trans
          text="{{total}} on {{count, number}} machines: models use <b>{{models}}</b>, other programs {{others}}, margin {{margin}}, not shared {{held}}, <b>{{free}} free</b>."
          values={{ ...values, count: machines }}
          parts={parts}
        />
      ) : (
        <Trans
          text="{{total}} on {{count, number}} machines: models use <b>{{models}}</b>, other programs {{others}}, margin {{margin}}, <b>{{free}} free</b>."
          values={{ ...values, count: machines }}
          parts={parts}
        />
      )}{' '}
      {answers > 0 && tokensPerSecond > 0 ? (
        <Trans
          text="Now <b>{{rate}} tokens/s</b> in {{count, number}} answers."
          values={{ rate: formatRate(tokensPerSecond), count: answers }}
          parts={parts}
        />
      ) : answers > 0 ? (
        t('{{count, number}} answers running.', { count: answers })
      ) : (
        t('No answer running.')
      )}
      {state.waiting > 0 && ` ${t('{{count, number}} requests wait for a place.', { count: state.waiting })}`}
    </p>
  );
}
