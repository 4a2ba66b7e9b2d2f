import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { Switch } from '../../../ui/field/Switch.tsx';
import { isAway } from './machine-facts.ts';
import { WakeButton } from './WakeButton.tsx';

/** Waking a machine that sleeps: now, or by the office itself when it lacks room. */
export function WakeCall({ machine }: { readonly machine: MachineView }): ReactElement {
  const calls = useMachineCalls();
  const save = useCall();
  return (
    <div className="hours">
      <div className="row">
        <h4 className="grow">{t('Wake-up call')}</h4>
        {isAway(machine) && <WakeButton machine={machine} look="btn small" />}
      </div>
      <Switch
        text={t('Wake it when it is needed')}
        on={machine.wakeWhenNeeded}
        onChange={(wakeWhenNeeded) => save.start((signal) => calls.change(machine.id, { wakeWhenNeeded }, signal))}
      />
      <p className="small ink3">
        {machine.wakeWhenNeeded
          ? t('When a model lacks room and would fit there, the office wakes it by itself, up to three times.')
          : t('It starts as if its power button was pressed.')}{' '}
        {t('Agree on that with whoever sits there. Its firmware must allow Wake-on-LAN.')}
      </p>
      <ProblemNote problem={save.problem} />
    </div>
  );
}
