import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { t } from '../../../words/words.ts';
import { FormDialog } from './FormDialog.tsx';

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
export function NameDialog(props: Props): ReactElement {
  const { title, label, hint, maxLength, busy, failure, onRename, onClose } = props;
  const [name, setName] = useState(props.name);
  const id = useId();
  return (
    <FormDialog
      title={title}
      action={t('Rename')}
      ready={name.trim() !== '' && !busy}
      onSubmit={() => onRename(name.trim())}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
