import { useState, type ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import { Hours } from '../../../contract/control-machines.ts';
import { dayInWords, hoursInWords } from '../../../contract/hours-in-words.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Segmented } from '../../ui/Segmented.tsx';

const when = [
  { value: 'always', text: 'Always' },
  { value: 'hours', text: 'At these times' },
] as const;
const week = [1, 2, 3, 4, 5, 6, 7];
/** After work, which is when a PC's card has nothing else to do. */
const afterWork: Hours = { days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' };

/** When a machine serves. Mounted anew when the kept hours change. */
export function HoursEditor({ machine }: { readonly machine: MachineView }): ReactElement {
  const calls = useMachineCalls();
  const save = useCall();
  const [hours, setHours] = useState(machine.hours);
  const changed = JSON.stringify(hours) !== JSON.stringify(machine.hours);
  const fault = hours && faultOf(hours);
  const toggle = (day: number): void =>
    setHours((old) => {
      if (!old) return old;
      const days = old.days.includes(day) ? old.days.filter((one) => one !== day) : [...old.days, day];
      return { ...old, days: days.toSorted((a, b) => a - b) };
    });
  return (
    <div className="hours">
      <div className="row">
        <h4 className="grow">Hours of use</h4>
        <Segmented
          label="Hours of use"
          value={hours ? 'hours' : 'always'}
          options={when}
          onChange={(chosen) => setHours(chosen === 'always' ? null : (machine.hours ?? afterWork))}
        />
      </div>
      {hours && (
        <div className="row hours-row">
          <fieldset className="days">
            <legend className="vh">Days</legend>
            {week.map((day) => (
              <button key={day} type="button" aria-pressed={hours.days.includes(day)} onClick={() => toggle(day)}>
                {dayInWords(day)}
              </button>
            ))}
          </fieldset>
          <input
            className="in time num"
            type="time"
            aria-label="From"
            value={hours.from}
            onChange={(event) => setHours({ ...hours, from: event.target.value })}
          />
          <span className="ink2">to</span>
          <input
            className="in time num"
            type="time"
            aria-label="Until"
            value={hours.until}
            onChange={(event) => setHours({ ...hours, until: event.target.value })}
          />
        </div>
      )}
      <p className={`small ${fault ? 'bad' : 'ink3'}`}>
        {fault ??
          (hours
            ? `${hoursInWords(hours)}. Outside it finishes its answers and frees its cards.`
            : 'It serves whenever it is on.')}
      </p>
      {changed && (
        <div className="row">
          <button
            type="button"
            className="btn small"
            disabled={save.running}
            onClick={() => !fault && save.start((signal) => calls.change(machine.id, { hours }, signal))}
          >
            Keep these hours
          </button>
          <button type="button" className="btn small quiet" onClick={() => setHours(machine.hours)}>
            Leave them
          </button>
        </div>
      )}
      <ProblemNote problem={save.problem} />
    </div>
  );
}

/** Why these hours cannot be kept. */
function faultOf(hours: Hours): string | null {
  if (hours.days.length === 0) return 'Choose at least one day.';
  if (hours.from === hours.until) return 'Choose two different times; for the whole day choose Always.';
  return Hours.safeParse(hours).success ? null : 'Give both times, such as 18:00.';
}
