import { useId, useState, type ReactElement } from 'react';
import type { Preset } from '../../../../contract/presets.ts';
import { toProblem } from '../../../../contract/problem.ts';
import { t } from '../../../../words/words.ts';
import { useDeletePreset, useKeepPreset } from '../../../data/chat/use-presets.ts';
import { useSession } from '../../../data/access/use-session.ts';
import { FormDialog } from '../../../ui/dialog/FormDialog.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { Switch } from '../../../ui/field/Switch.tsx';

interface Props {
  /** Null: a new one. */
  readonly preset: Preset | null;
  readonly onKept: (preset: Preset) => void;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Instructions that are kept for more than one chat. Rendered while it is open. */
export function PresetDialog({ preset, onKept, onDeleted, onClose }: Props): ReactElement {
  const [name, setName] = useState(preset?.name ?? '');
  const [text, setText] = useState(preset?.text ?? '');
  const [shared, setShared] = useState(preset?.shared ?? false);
  const session = useSession();
  const keep = useKeepPreset();
  const remove = useDeletePreset();
  const id = useId();
  const whole = name.trim() !== '' && text.trim() !== '';
  const error = keep.error ?? remove.error;
  const submit = (): void =>
    keep.mutate({ id: preset?.id ?? null, preset: { name, text, shared } }, { onSuccess: onKept });
  return (
    <FormDialog
      title={preset ? t('Change the instructions') : t('New instructions')}
      action={t('Keep and use them')}
      ready={whole && !keep.isPending}
      onSubmit={submit}
      onClose={onClose}
      aside={
        preset && (
          <button
            type="button"
            className="btn danger"
            onClick={() => remove.mutate(preset.id, { onSuccess: onDeleted })}
          >
            {t('Delete')}
          </button>
        )
      }
    >
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('Name')}</label>
        <input
          id={`${id}-name`}
          className="in"
          dir="auto"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-text`}>{t('What the model is told before each chat')}</label>
        <textarea
          id={`${id}-text`}
          className="in grows preset-text"
          dir="auto"
          maxLength={8_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {preset && <span className="hint">{t('Chats that have taken the earlier ones keep those.')}</span>}
      </div>
      {session.data?.admin && (
        <Switch text={t('Everybody in the office may choose them')} on={shared} onChange={setShared} />
      )}
      <ProblemNote problem={error && toProblem(error)} />
    </FormDialog>
  );
}
