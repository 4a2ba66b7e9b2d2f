import { Switch as Base } from '@base-ui/react/switch';
import { useId, type ReactElement } from 'react';

interface Props {
  readonly text: string;
  /** Where what is around it says the same. */
  readonly textHidden?: boolean;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Something that is so or not, at once. */
export const Switch = ({ text, textHidden = false, on, onChange }: Props): ReactElement => {
  const id = useId();
  return (
    <span className="row switch-row">
      <Base.Root className="switch" aria-labelledby={id} checked={on} onCheckedChange={onChange} />
      {/* The click is a convenience; the switch itself takes the keys. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span id={id} className={textHidden ? 'vh' : ''} onClick={() => onChange(!on)}>
        {text}
      </span>
    </span>
  );
};
