import { useState, type ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { MachineCurves } from '../history/MachineCurves.tsx';
import { shownGpus } from '../shown-gpus.ts';
import { GpuShare } from './GpuShare.tsx';
import { HoursEditor } from './HoursEditor.tsx';
import { machineFacts } from './machine-facts.ts';
import { OffSheet } from './OffSheet.tsx';
import { RemoveMachineDialog } from './RemoveMachineDialog.tsx';
import { RenameMachineDialog } from './RenameMachineDialog.tsx';
import { WakeCall } from './WakeCall.tsx';

interface Props {
  readonly machine: MachineView;
  readonly state: OfficeState;
}

/** What is known of a machine, and what can be done with it. Opens under its row. */
export function MachineDetail({ machine, state }: Props): ReactElement {
  const [dialog, setDialog] = useState<'rename' | 'remove' | 'off' | null>(null);
  const calls = useMachineCalls();
  const act = useCall();
  const close = (): void => setDialog(null);
  const cards = shownGpus(machine).filter(({ backend }) => backend !== 'cpu');
  const leaving = machine.state === 'removing';
  return (
    <section
      className="detail machine-detail"
      id="machine-detail"
      aria-label={t('About {{name}}', { name: machine.name })}
    >
      <div>
        <div className="row detail-head">
          <h3>{machine.name}</h3>
          <span className="ink3">{machineFacts(machine, state.office.version)}</span>
        </div>
        <div className="acts">
          <button
            type="button"
            className="btn small"
            disabled={act.running || leaving}
            onClick={() => act.start((signal) => calls.change(machine.id, { paused: !machine.paused }, signal))}
          >
            <Icon name={machine.paused ? 'state-ready' : 'state-paused'} />
            {machine.paused ? t('Resume') : t('Pause', { context: 'verb' })}
          </button>
          <button type="button" className="btn small" onClick={() => setDialog('rename')}>
            <Icon name="edit" />
            {t('Rename…')}
          </button>
          {machine.state !== 'lost' && (
            <button type="button" className="btn small" disabled={leaving} onClick={() => setDialog('off')}>
              {machine.paused ? t('What if it served again…') : t('What if it were off…')}
            </button>
          )}
          {!machine.thisPc && (
            <button type="button" className="btn small danger" disabled={leaving} onClick={() => setDialog('remove')}>
              {t('Remove…')}
            </button>
          )}
        </div>
        <p className="small ink3 detail-more">{pauseMeaning(machine)}</p>
        <ProblemNote problem={act.problem} />
        <HoursEditor machine={machine} />
        {machine.canWake && <WakeCall machine={machine} />}
      </div>
      <div>
        <h4>{t('Share of its memory')}</h4>
        {cards.map((gpu) => (
          <GpuShare key={gpu.id} machine={machine} gpu={gpu} />
        ))}
        <MachineCurves machine={machine} gpus={cards} />
        {cards.length === 0 && <p className="small ink2">{noCards(machine)}</p>}
      </div>
      {dialog === 'rename' && <RenameMachineDialog machine={machine} onClose={close} />}
      {dialog === 'off' && <OffSheet machine={machine} onClose={close} />}
      {dialog === 'remove' && <RemoveMachineDialog machine={machine} onClose={close} />}
    </section>
  );
}

const noCards = ({ gpus }: MachineView): string =>
  gpus.length === 0 ? t('No graphics card is known of it yet.') : t('It has no graphics card that models could use.');

const pauseMeaning = ({ paused, userPause, thisPc }: MachineView): string => {
  if (userPause) return t('The person at that PC paused it, and alone can end that: agent resume, on that PC.');
  if (paused) return t('Resumed, it takes models again as they fit.');
  return thisPc
    ? t('Paused, it finishes its answers and frees its cards. The office itself goes on.')
    : t('Paused, it finishes its answers and frees its cards.');
};
