import type { ComponentPropsWithoutRef, ReactElement } from 'react';

type Props = Omit<ComponentPropsWithoutRef<'div'>, 'role' | 'aria-label'> & {
  /** What is said of it before what is in it. */
  readonly label: string;
};

/** What belongs together and has a name that is only heard. */
export const Group = ({ label, ...rest }: Props): ReactElement => (
  // A fieldset would say the same to a screen reader and lay itself out differently.
  // eslint-disable-next-line jsx-a11y/prefer-tag-over-role
  <div role="group" aria-label={label} {...rest} />
);
