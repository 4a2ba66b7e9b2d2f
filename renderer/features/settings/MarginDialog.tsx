import { useId, useState, type ReactElement, type ReactNode } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { usualMarginBytes } from '../../../contract/margin.ts';
import { t } from '../../../words/words.ts';
import { formatBytes } from '../../ui/text/format.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';
import { marginFacts, mostMarginGb, readMargin, typedMargin } from './margin-facts.ts';

interface Props {
  readonly state: OfficeState;
  readonly busy: boolean;
  /** Why the last one was refused. */
  readonly failure: ReactNode;
  readonly onSet: (bytes: number) => void;
  readonly onClose: () => void;
}

/** Asks for another margin, and tells what it would mean while it is typed. */
export function MarginDialog({ state, busy, failure, onSet, onClose }: Props): ReactElement {
  const [typed, setTyped] = useState(typedMargin(state.marginBytes));
  const id = useId();
  const bytes = readMargin(typed);
  return (
    <FormDialog
      title={t('Keep free on every card')}
      action={t('Set')}
      ready={bytes !== null && !busy}
      onSubmit={() => bytes !== null && onSet(bytes)}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t('GB that models leave free on each card')}</label>
        <input
          id={id}
          className="in num"
          inputMode="decimal"
          maxLength={6}
          aria-describedby={`${id}-means`}
          aria-invalid={bytes === null}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="hint" id={`${id}-means`} aria-live="polite">
          {bytes === null
            ? t('0 to {{most}}; usual is {{usual}}', {
                most: formatBytes(mostMarginGb * 1024 ** 3),
                usual: formatBytes(usualMarginBytes),
              })
            : meaning(state, bytes)}
        </span>
      </div>
      {failure}
    </FormDialog>
  );
}

function meaning(state: OfficeState, bytes: number): string {
  const { cards, keptBytes, totalBytes, tooFull } = marginFacts(state, bytes);
  const [kept, total] = [formatBytes(keptBytes), formatBytes(totalBytes)];
  const sentences = [
    ...(bytes === 0 && state.courtesy.makeRoom
      ? [t('Nothing is kept: as soon as a program opens on one of these PCs, a model may have to leave its card.')]
      : cards === 0
        ? [t('It holds for cards that are added later.')]
        : [
            t('The office’s {{count, number}} cards lose {{kept}} of {{total}} in sum.', { count: cards, kept, total }),
          ]),
    tooFull === 0
      ? t('All that runs now has room with it.')
      : t(
          'On {{count, number}} cards models hold more than it leaves: they finish their answers, then move to another card, become smaller, or wait for room.',
          { count: tooFull },
        ),
  ];
  return sentences.join(' ');
}
