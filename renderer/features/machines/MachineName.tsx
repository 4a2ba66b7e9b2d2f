import type { ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { machineWords } from './machine-words.ts';

interface Props {
  readonly machine: MachineView;
  readonly now: number;
  readonly open: boolean;
  readonly onOpen: () => void;
  /** On the map, where Tab stops once only. */
  readonly stop?: { readonly name: string; readonly tabbable: boolean; readonly onFocus: () => void };
}

/** A machine's name with the shape of its state. Opens what can be done with it. */
export function MachineName({ machine, now, open, onOpen, stop }: Props): ReactElement {
  const { icon, tone } = machineWords(machine, now);
  return (
    <button
      type="button"
      className="mname"
      aria-expanded={open}
      aria-controls={open ? 'machine-detail' : undefined}
      onClick={onOpen}
      {...(stop && { 'data-stop': stop.name, tabIndex: stop.tabbable ? 0 : -1, onFocus: stop.onFocus })}
    >
      <Icon name={icon} className={tone} />
      <span className="trunc">{machine.name}</span>
      <Icon name="down" className="chevron ink3" />
    </button>
  );
}
