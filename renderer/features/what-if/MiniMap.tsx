import { useRef, useState, type ReactElement } from 'react';
import type { WhatIf } from '../../../contract/deployments.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { Group } from '../../ui/Group.tsx';
import { formatTotal } from '../../ui/text/format.ts';
import { shortName } from '../../ui/text/short-name.ts';
import { useBox } from '../../ui/use-box.ts';
import { cardName } from '../machines/machine-words.ts';
import { miniBar, miniScale } from './mini-geometry.ts';
import { planRows, type PlanRow } from './plan-rows.ts';
import { miniBarSentence } from './plan-words.ts';

interface Props {
  readonly whatIf: WhatIf;
  readonly when: 'now' | 'after';
}

/** The office's memory in one of two plans, small and to one scale. */
export function MiniMap({ whatIf, when }: Props): ReactElement {
  const [all, setAll] = useState(false);
  const plot = useRef<HTMLDivElement>(null);
  const box = useBox(plot);
  const px = miniScale(box?.width ?? 340, [...whatIf.now, ...whatIf.after]);
  const { rows, hidden } = planRows(whatIf, when, all);
  return (
    <>
      <ul className="mini" aria-label={when === 'now' ? t('The map as it is') : t('The map with this change')}>
        <li className="mini-row" aria-hidden="true">
          <span />
          <div ref={plot} />
        </li>
        {rows.flatMap((row) =>
          row.cards.map((card, index) => <Row key={`${row.id}/${card.id}`} row={row} index={index} px={px} />),
        )}
      </ul>
      {hidden > 0 && (
        <button type="button" className="link small" onClick={() => setAll(true)}>
          {t('{{count, number}} more cards, unchanged', { count: hidden })}
        </button>
      )}
    </>
  );
}

interface RowProps {
  readonly row: PlanRow;
  readonly index: number;
  readonly px: number;
}

function Row({ row, index, px }: RowProps): ReactElement | null {
  const card = row.cards[index];
  if (!card) return null;
  const name = cardName(card);
  const short = name.replace(/^(GTX|RTX|Quadro) /, '');
  const bar = miniBar(card, px);
  const resting = row.whyNot !== null && card.blocks.length === 0;
  const kind = row.gone ? 'ghost' : resting ? 'sunk' : '';
  const spoken = row.gone ? t('{{name}}: not in the office', { name }) : miniBarSentence(card, name, bar.freeBytes);
  const quiet = row.gone || resting;
  return (
    <li className="mini-row">
      <span className="trunc" title={`${row.name} ${card.name}`}>
        {index === 0 && <span className="strong">{row.name} </span>}
        <span className="ink3">{short}</span>
      </span>
      <div className="vplot">
        <Group
          className={`bar ${kind}`}
          label={`${row.name}, ${spoken}${row.whyNot ? `. ${retell(row.whyNot)}` : ''}`}
          style={{ width: bar.width }}
        >
          {bar.blocks.map(({ block, left, width, weights, cache, label }) => (
            <span
              key={block.key}
              className={`rep m${block.colour} ${block.change === 'arrives' ? 'would' : block.change === 'leaves' ? 'going' : ''}`}
              style={{ left, width }}
              title={`${block.model} ${block.variant}`}
            >
              <span className={`w ${label === 'name' ? '' : 'code'}`} style={{ width: weights }}>
                {label === 'name' ? (
                  <span className="trunc">{shortName(block.model)}</span>
                ) : label === 'code' ? (
                  block.code
                ) : null}
              </span>
              <span className="k bare" style={{ width: cache }} />
              <span className="o" />
            </span>
          ))}
          {!quiet && bar.other.width > 0 && (
            <span className="other" style={{ width: bar.other.width }}>
              {bar.other.text && <span>{bar.other.text}</span>}
            </span>
          )}
          {!quiet && <span className="limit" style={{ left: bar.limit }} />}
          <span className="total">{formatTotal(card.totalBytes)}</span>
        </Group>
      </div>
    </li>
  );
}
