import type { ComponentProps, ReactElement } from 'react';
import { Icon } from '../mark/Icon.tsx';

interface Props extends Pick<ComponentProps<'input'>, 'ref' | 'placeholder' | 'maxLength' | 'onKeyDown'> {
  /** As a screen reader says it. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** A field that narrows what stands below it while one types. */
export const SearchField = ({ label, onChange, ...input }: Props): ReactElement => (
  <search className="search">
    <Icon name="search" />
    <input
      className="in"
      type="search"
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
      {...input}
    />
  </search>
);
