import type { ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../../contract/control-api.ts';
import { formatTotal } from '../../../ui/text/format.ts';
import { MachineDetail } from '../detail/MachineDetail.tsx';
import { MachineNotice } from '../detail/MachineNotice.tsx';
import { backendWords, cardName, machineWords, noDeviceWords } from '../machine-words.ts';
import { MachineName } from '../MachineName.tsx';
import { shownGpus } from '../shown-gpus.ts';
import { GpuCells } from './GpuCells.tsx';

interface Props {
  readonly machine: MachineView;
  readonly state: OfficeState;
  readonly now: number;
  /** How many columns the table has. */
  readonly columns: number;
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** A machine in the table: a row for each of its devices, and under them what is to be said of it. */
export function MachineTableRows({ machine, state, now, columns, open, onOpen }: Props): ReactElement {
  const gpus = shownGpus(machine);
  const { tone, words } = machineWords(machine, now);
  const rows = Math.max(1, gpus.length);
  const head = (
    <th scope="row" rowSpan={rows} className="top">
      <MachineName machine={machine} now={now} open={open} onOpen={onOpen} />
      <span className={`small table-state ${tone === 'bad' || tone === 'warn' ? tone : 'ink2'}`}>{words}</span>
    </th>
  );
  return (
    <>
      {gpus.length === 0 && (
        <tr className="hoverable">
          {head}
          <td colSpan={columns - 1} className="ink2">
            {noDeviceWords(machine)}
          </td>
        </tr>
      )}
      {gpus.map((gpu, index) => (
        <tr key={gpu.id} className="hoverable">
          {index === 0 && head}
          <td title={gpu.name}>
            {`${cardName(gpu)}, `}
            <span className="nowrap">{formatTotal(gpu.totalBytes)}</span>
            <span className="small ink2 under">{backendWords(gpu)}</span>
          </td>
          <GpuCells machine={machine} gpu={gpu} state={state} />
        </tr>
      ))}
      {(open || machine.notice) && (
        <tr>
          <td colSpan={columns} className="below">
            {open && <MachineDetail machine={machine} state={state} />}
            <MachineNotice machine={machine} ourVersion={state.office.version} />
          </td>
        </tr>
      )}
    </>
  );
}
