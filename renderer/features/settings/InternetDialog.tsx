import { useId, useState, type ReactElement, type ReactNode } from 'react';
import type { Hours } from '../../../contract/control-machines.ts';
import { mostMbit, readMbit, type InternetLimit } from '../../../contract/internet.ts';
import { msg, t } from '../../../words/words.ts';
import { formatNumber, formatWait } from '../../ui/text/format.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';
import { Segmented } from '../../ui/field/Segmented.tsx';
import { hoursFault, HoursFields } from '../machines/HoursFields.tsx';
import { mbitFigure } from './internet-words.ts';

interface Props {
  readonly limit: InternetLimit;
  readonly busy: boolean;
  /** Why the last one was refused. */
  readonly failure: ReactNode;
  readonly onSet: (limit: InternetLimit) => void;
  readonly onClose: () => void;
}

const when = [
  { value: 'always', text: msg('Always') },
  { value: 'hours', text: msg('At these times') },
] as const;
/** While people work, who share the line. */
const workingHours: Hours = { days: [1, 2, 3, 4, 5], from: '07:00', until: '18:00' };

/** Asks for a limit of the internet line, and when it holds. */
export function InternetDialog({ limit, busy, failure, onSet, onClose }: Props): ReactElement {
  const [typed, setTyped] = useState(limit.bytesPerSecond === null ? '' : mbitFigure(limit.bytesPerSecond));
  const [hours, setHours] = useState(limit.hours);
  const id = useId();
  const bytesPerSecond = readMbit(typed);
  const fault = hours && hoursFault(hours);
  return (
    <FormDialog
      title={t('Internet for downloads')}
      action={t('Set')}
      ready={bytesPerSecond !== null && !fault && !busy}
      onSubmit={() => bytesPerSecond !== null && onSet({ bytesPerSecond, hours })}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t('Mbit/s that all downloads take together at most')}</label>
        <input
          id={id}
          className="in num"
          inputMode="decimal"
          maxLength={8}
          aria-describedby={`${id}-means`}
          aria-invalid={typed !== '' && bytesPerSecond === null}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="hint" id={`${id}-means`} aria-live="polite">
          {bytesPerSecond === null
            ? t('1 to {{most}}', { most: formatNumber(mostMbit) })
            : t('A model of 4 GB takes about {{time}} with it', {
                time: formatWait((4 * 1024 ** 3) / bytesPerSecond),
              })}
        </span>
      </div>
      <div className="field">
        <span className="strong">{t('When it holds')}</span>
        <div className="row">
          <Segmented
            label={t('When it holds')}
            value={hours ? 'hours' : 'always'}
            options={when.map(({ value, text }) => ({ value, text: t(text) }))}
            onChange={(chosen) => setHours(chosen === 'always' ? null : (limit.hours ?? workingHours))}
          />
        </div>
        {hours && <HoursFields hours={hours} onChange={setHours} />}
        <span className={`hint ${fault ? 'bad' : ''}`} aria-live="polite">
          {fault ?? t('Downloads that run keep to it at once. What the office sends to its own PCs is not counted.')}
        </span>
      </div>
      {failure}
    </FormDialog>
  );
}
