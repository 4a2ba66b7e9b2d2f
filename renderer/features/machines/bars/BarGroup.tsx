import type { ReactElement, ReactNode } from 'react';
import { Group } from '../../../ui/Group.tsx';
import { formatTotal } from '../../../ui/text/format.ts';

interface Props {
  readonly kind?: 'ghost' | 'sunk' | '';
  /** Pixels. */
  readonly width: number;
  readonly totalBytes: number;
  /** The spoken sentence. */
  readonly label: string;
  /** Set where the bar itself is a stop of the keyboard, because no block in it is one. */
  readonly stop: { readonly name: string; readonly tabbable: boolean; readonly onFocus: () => void } | null;
  /** Its stop, where a block may be dropped on it. */
  readonly takes?: string;
  readonly children?: ReactNode;
}

/** The outline of one device, to scale, with its total at the end. */
export const BarGroup = ({ kind = '', width, totalBytes, label, stop, takes, children }: Props): ReactElement => (
  <Group
    className={`bar ${kind}`}
    label={label}
    style={{ width }}
    data-bar={takes}
    {...(stop && { 'data-stop': stop.name, tabIndex: stop.tabbable ? 0 : -1, onFocus: stop.onFocus })}
  >
    {children}
    <span className="total">{formatTotal(totalBytes)}</span>
  </Group>
);
