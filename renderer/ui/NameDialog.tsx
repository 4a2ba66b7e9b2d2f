import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, type ReactElement, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly name: string;
  readonly maxLength: number;
  /** A name is being kept: no second one is taken meanwhile. */
  readonly busy: boolean;
  /** Why the last name was refused. */
  readonly failure: ReactNode;
  /** Called with a name that is not blank. */
  readonly onRename: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for a new name. Rendered while it is open. */
export function NameDialog({
  title,
  label,
  hint,
  maxLength,
  busy,
  failure,
  onRename,
  onClose,
  ...props
}: Props): ReactElement {
  const [name, setName] = useState(props.name);
  const id = useId();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '' && !busy) onRename(name.trim());
            }}
          >
            <header>
              <Dialog.Title>{title}</Dialog.Title>
            </header>
            <div className="in-b">
              <div className="field">
                <label htmlFor={id}>{label}</label>
                <input
                  id={id}
                  className="in"
                  maxLength={maxLength}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
                {hint && <span className="hint">{hint}</span>}
              </div>
              {failure}
            </div>
            <footer>
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary">
                Rename
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
