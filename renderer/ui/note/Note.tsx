import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from '../mark/Icon.tsx';

interface Props {
  readonly kind?: 'info' | 'warn' | 'bad';
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

const looks: Record<NonNullable<Props['kind']>, { icon: IconName; className: string }> = {
  info: { icon: 'info', className: '' },
  warn: { icon: 'warn', className: 'warn-n' },
  bad: { icon: 'state-lost', className: 'bad-n' },
};

/** One message about the page, with its shape and word. */
export const Note = ({ kind = 'info', children, action }: Props): ReactElement => (
  <div className={`note ${looks[kind].className}`}>
    <Icon name={looks[kind].icon} />
    <div className="grow">{children}</div>
    {action}
  </div>
);
