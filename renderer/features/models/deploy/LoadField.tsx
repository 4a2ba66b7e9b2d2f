import { useId, type ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { Select } from '../../../ui/field/Select.tsx';

/** Minutes. */
const idleChoices = [5, 15, 30, 60, 240, 480];
const always = 'always';

interface Props {
  /** Without a request; null: it is never let go. */
  readonly minutes: number | null;
  readonly onChange: (minutes: number | null) => void;
}

/** Always there, or loaded when it is asked for. */
export function LoadField({ minutes, onChange }: Props): ReactElement {
  const id = useId();
  const choices = [...new Set([...idleChoices, ...(minutes === null ? [] : [minutes])])].toSorted((a, b) => a - b);
  return (
    <div className="field">
      <span className="lab" id={id}>
        {t('Loaded')}
      </span>
      <Select
        labelledBy={id}
        describedBy={`${id}-hint`}
        value={minutes === null ? always : String(minutes)}
        options={[
          { value: always, text: t('Always') },
          ...choices.map((count) => ({
            value: String(count),
            text: t('When asked for, until {{time}} without a request', { time: idleWords(count) }),
          })),
        ]}
        onChange={(chosen) => onChange(chosen === always ? null : Number(chosen))}
      />
      <span className="hint" id={`${id}-hint`}>
        {t('On demand it leaves its memory to others meanwhile; the first question waits for the load.')}
      </span>
    </div>
  );
}

const idleWords = (minutes: number): string =>
  minutes % 60 === 0
    ? t('{{count, number}} hours', { count: minutes / 60 })
    : t('{{count, number}} minutes', { count: minutes });
