import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Hours } from '../../../../contract/control-machines.ts';
import { msg, t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { KeepOrLeave } from '../../../ui/dialog/KeepOrLeave.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { useDraft } from '../../../ui/field/use-draft.ts';
import { Segmented } from '../../../ui/field/Segmented.tsx';
import { hoursFault, HoursFields } from '../HoursFields.tsx';
import { capitalized, hoursWords } from '../hours-words.ts';

const when = [
  { value: 'always', text: msg('Always') },
  { value: 'hours', text: msg('At these times') },
] as const;
/** After work, which is when a PC's card has nothing else to do. */
const afterWork: Hours = { days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' };

/** When a machine serves. */
export function HoursEditor({ machine }: { readonly machine: MachineView }): ReactElement {
  const calls = useMachineCalls();
  const save = useCall();
  const [hours, setHours] = useDraft(machine.hours);
  const changed = JSON.stringify(hours) !== JSON.stringify(machine.hours);
  const fault = hours && hoursFault(hours);
  return (
    <div className="hours">
      <div className="row">
        <h4 className="grow">{t('Hours of use')}</h4>
        <Segmented
          label={t('Hours of use')}
          value={hours ? 'hours' : 'always'}
          options={when.map(({ value, text }) => ({ value, text: t(text) }))}
          onChange={(chosen) => setHours(chosen === 'always' ? null : (machine.hours ?? afterWork))}
        />
      </div>
      {hours && <HoursFields hours={hours} onChange={setHours} />}
      <p className={`small ${fault ? 'bad' : 'ink3'}`}>
        {fault ??
          (hours
            ? t('{{hours}}. Outside it finishes its answers and frees its cards.', {
                hours: capitalized(hoursWords(hours)),
              })
            : t('It serves whenever it is on.'))}
      </p>
      {changed && (
        <KeepOrLeave
          keep={t('Keep these hours')}
          leave={t('Leave them')}
          busy={save.running}
          onKeep={() => !fault && save.start((signal) => calls.change(machine.id, { hours }, signal))}
          onLeave={() => setHours(machine.hours)}
        />
      )}
      <ProblemNote problem={changed ? save.problem : null} />
    </div>
  );
}
