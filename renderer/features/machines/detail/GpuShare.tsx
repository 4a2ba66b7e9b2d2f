import { useId, useState, type ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { MachineTest } from '../../../../contract/control-machines.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { formatBytes, formatTotal } from '../../../ui/text/format.ts';
import { useDraft } from '../../../ui/field/use-draft.ts';
import { KeepOrLeave } from '../../../ui/dialog/KeepOrLeave.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { cardName } from '../machine-words.ts';
import { bytesOfLimit, limitOf, shareMeaning, shareStepGb, sliderEnd } from './share.ts';
import { TestOutcome } from './TestOutcome.tsx';

interface Props {
  readonly machine: MachineView;
  readonly gpu: Gpu;
}

/** How much of a card the office may use, and a test that a model runs on it. */
export function GpuShare({ machine, gpu }: Props): ReactElement {
  const calls = useMachineCalls();
  const save = useCall();
  const test = useCall();
  const [outcome, setOutcome] = useState<MachineTest | null>(null);
  const kept = limitOf(machine, gpu);
  const [gb, setGb] = useDraft(kept);
  const id = useId();
  const card = cardName(gpu);
  const total = Number((gpu.totalBytes / 1024 ** 3).toFixed(1));
  const changed = gb !== kept;
  const connected = machine.state === 'ready' || machine.state === 'answering' || machine.state === 'paused';
  return (
    <div className="share">
      <div className="row">
        <label htmlFor={id} className="strong grow trunc">
          {card}
        </label>
        <button
          type="button"
          className="btn small"
          disabled={test.running || !connected || !gpu.usable}
          aria-label={t('Test {{card}}', { card })}
          onClick={() =>
            test.start(async (signal) => {
              setOutcome(null);
              setOutcome(await calls.test(machine.id, gpu.id, signal));
            })
          }
        >
          {test.running ? t('Testing…') : t('Test', { context: 'verb' })}
        </button>
      </div>
      <div className="row share-row">
        <span className="small ink2 nowrap">{t('Share at most')}</span>
        <input
          className="grow"
          type="range"
          aria-label={t('Share of {{card}} in GB', { card })}
          min={0}
          // The last step may lie past the card's end.
          aria-valuetext={formatBytes(bytesOfLimit(gb) ?? gpu.totalBytes)}
          max={sliderEnd(total)}
          step={shareStepGb}
          value={gb ?? sliderEnd(total)}
          onChange={(event) => setGb(Number(event.target.value) >= total ? null : Number(event.target.value))}
        />
        <input
          id={id}
          className="in share-figure num"
          type="number"
          aria-describedby={`${id}-means`}
          min={0}
          max={total}
          step={0.1}
          value={gb ?? total}
          onChange={(event) => {
            const typed = Number(event.target.value);
            setGb(event.target.value === '' || typed >= total ? null : Math.max(0, typed));
          }}
        />
        <span className="small ink2 nowrap">{t('of {{total}}', { total: formatTotal(gpu.totalBytes) })}</span>
      </div>
      <p className="small ink3" id={`${id}-means`}>
        {shareMeaning(machine, gpu, gb)}
      </p>
      {changed && (
        <KeepOrLeave
          keep={gb === null ? t('Share all of it') : t('Share {{size}}', { size: formatBytes(bytesOfLimit(gb) ?? 0) })}
          leave={t('Leave it')}
          busy={save.running}
          onKeep={() =>
            save.start((signal) => calls.change(machine.id, { limits: { [gpu.id]: bytesOfLimit(gb) } }, signal))
          }
          onLeave={() => setGb(kept)}
        />
      )}
      <ProblemNote problem={(changed ? save.problem : null) ?? test.problem} />
      <TestOutcome outcome={outcome} />
    </div>
  );
}
