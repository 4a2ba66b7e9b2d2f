import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, type ReactElement } from 'react';
import type { Preset } from '../../../contract/presets.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useDeletePreset, useKeepPreset } from '../../data/use-presets.ts';
import { useSession } from '../../data/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Switch } from '../../ui/Switch.tsx';

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
  const submit = (): void => {
    if (!whole || keep.isPending) return;
    keep.mutate({ id: preset?.id ?? null, preset: { name, text, shared } }, { onSuccess: onKept });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <header>
              <Dialog.Title>{preset ? 'Change the instructions' : 'New instructions'}</Dialog.Title>
            </header>
            <div className="in-b preset-form">
              <div className="field">
                <label htmlFor={`${id}-name`}>Name</label>
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
                <label htmlFor={`${id}-text`}>What the model is told before each chat</label>
                <textarea
                  id={`${id}-text`}
                  className="in grows preset-text"
                  dir="auto"
                  maxLength={8_000}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
                {preset && <span className="hint">Chats that have taken the earlier ones keep those.</span>}
              </div>
              {session.data?.admin && (
                <Switch text="Everybody in the office may choose them" on={shared} onChange={setShared} />
              )}
              <ProblemNote problem={error && toProblem(error)} />
            </div>
            <footer>
              {preset && (
                <button
                  type="button"
                  className="btn danger"
                  onClick={() => remove.mutate(preset.id, { onSuccess: onDeleted })}
                >
                  Delete
                </button>
              )}
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary">
                Keep and use them
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
