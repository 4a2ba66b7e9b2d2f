import type { ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import { formatFigure, formatRate, formatTotal, plural } from '../../ui/format.ts';
import { officeTotals } from './office-totals.ts';

/** The whole office in one sentence. */
export function TotalsSentence({ state }: { readonly state: OfficeState }): ReactElement {
  const totals = officeTotals(state);
  return (
    <p className="totals num">
      {formatTotal(totals.totalBytes)} on {plural(totals.machines, 'machine')}: models use{' '}
      <b>{bytesInWords(totals.modelsBytes)}</b>, other programs {formatFigure(totals.othersBytes)}, margin{' '}
      {formatFigure(totals.marginBytes)}
      {totals.heldBackBytes > 0 && `, not shared ${formatFigure(totals.heldBackBytes)}`},{' '}
      <b>{bytesInWords(totals.freeBytes)} free</b>.{' '}
      {totals.answers > 0 && totals.tokensPerSecond > 0 ? (
        <>
          Now <b>{formatRate(totals.tokensPerSecond)} tokens/s</b> in {plural(totals.answers, 'answer')}.
        </>
      ) : (
        `${totals.answers > 0 ? plural(totals.answers, 'answer') : 'No answer'} running.`
      )}
      {state.waiting > 0 &&
        ` ${plural(state.waiting, 'request')} ${state.waiting === 1 ? 'waits' : 'wait'} for a place.`}
    </p>
  );
}
