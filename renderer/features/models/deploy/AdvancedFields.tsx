import { useId, type ReactElement } from 'react';
import { bytesInWords } from '../../../../contract/bytes-in-words.ts';
import type { MachineView } from '../../../../contract/control-api.ts';
import { plural } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { Pin } from '../../../../contract/model.ts';
import { cardName } from '../../machines/machine-words.ts';
import type { Range } from './deploy-draft.ts';
import type { FieldsProps } from './DeployFields.tsx';
import { withMax, withMin } from './range-edit.ts';

const mostReplicas = 64;
const mostSlots = 64;

/** What few offices change. */
export function AdvancedFields({ state, deployable, draft, change }: FieldsProps): ReactElement {
  const here = deployable.files.filter(
    ({ here: isHere, quantization }) => isHere || draft.quantizations.includes(quantization),
  );
  return (
    <details className="advanced">
      <summary>
        Advanced
        <Icon name="down" className="chevron ink3" />
      </summary>
      <div className="advanced-in">
        <LoadField minutes={draft.idleMinutes} onChange={(minutes) => change({ type: 'idle', minutes })} />
        <RangeField
          label="Replicas"
          hint="The least are kept at the cost of models with a lower priority; more come where there is room."
          least={0}
          most={mostReplicas}
          range={draft.replicas}
          onChange={(range) => change({ type: 'replicas', range })}
        />
        <RangeField
          label="Conversations in each replica"
          hint="On a card with more room a replica holds more of them."
          least={1}
          most={mostSlots}
          range={draft.slots}
          onChange={(range) => change({ type: 'slots', range })}
        />
        <fieldset className="field">
          <legend className="lab">Allowed quantizations</legend>
          {here.map(({ quantization, sizeBytes, here: isHere }) => (
            <label key={quantization} className="row">
              <input
                type="checkbox"
                className="checkbox"
                checked={draft.quantizations.includes(quantization)}
                disabled={draft.quantizations.length === 1 && draft.quantizations[0] === quantization}
                onChange={(event) => change({ type: 'allow', name: quantization, allowed: event.target.checked })}
              />
              <span className="num">
                {quantization}, {bytesInWords(sizeBytes)}
                {!isHere && <span className="ink3">, comes first</span>}
              </span>
            </label>
          ))}
          <span className="hint">
            {here.length > 1
              ? 'The best one that fits is taken on each card.'
              : 'Only files that are in this office can be added; one must stay.'}
          </span>
        </fieldset>
        <div className="field">
          <span className="lab">Pins</span>
          {draft.pins.length === 0 && (
            <span className="hint">None: the planner chooses. On the map, “Move…” pins a replica to a card.</span>
          )}
          <ul className="pins">
            {draft.pins.map((pin) => (
              <li key={`${pin.machineId} ${pin.gpuId}`} className="row">
                <Icon name="pin" className="ink2" />
                <span className="grow">{pinWords(pin, state.machines)}</span>
                <button
                  type="button"
                  className="btn quiet small"
                  aria-label={`Unpin from ${pinWords(pin, state.machines)}`}
                  onClick={() => change({ type: 'unpin', pin })}
                >
                  Unpin
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </details>
  );
}

const idleChoices = [5, 15, 30, 60, 240, 480];
const always = 'always';

interface LoadProps {
  readonly minutes: number | null;
  readonly onChange: (minutes: number | null) => void;
}

/** Always there, or loaded when it is asked for. */
function LoadField({ minutes, onChange }: LoadProps): ReactElement {
  const id = useId();
  const choices = [...new Set([...idleChoices, ...(minutes === null ? [] : [minutes])])].toSorted((a, b) => a - b);
  return (
    <div className="field">
      <span className="lab" id={id}>
        Loaded
      </span>
      <Select
        labelledBy={id}
        describedBy={`${id}-hint`}
        value={minutes === null ? always : String(minutes)}
        options={[
          { value: always, text: 'Always' },
          ...choices.map((count) => ({
            value: String(count),
            text: `When asked for, until ${idleWords(count)} without a request`,
          })),
        ]}
        onChange={(chosen) => onChange(chosen === always ? null : Number(chosen))}
      />
      <span className="hint" id={`${id}-hint`}>
        On demand it leaves its memory to others meanwhile; the first question waits for the load.
      </span>
    </div>
  );
}

const idleWords = (minutes: number): string =>
  minutes % 60 === 0 ? plural(minutes / 60, 'hour') : plural(minutes, 'minute');

function pinWords({ machineId, gpuId }: Pin, machines: readonly MachineView[]): string {
  const machine = machines.find(({ id }) => id === machineId);
  const gpu = machine?.gpus.find(({ id }) => id === gpuId);
  return machine ? `${machine.name}, ${gpu ? cardName(gpu) : 'a card that is gone'}` : 'A machine that is gone';
}

interface RangeProps {
  readonly label: string;
  readonly hint: string;
  readonly least: number;
  readonly most: number;
  readonly range: Range;
  readonly onChange: (range: Range) => void;
}

function RangeField({ label, hint, least, most, range, onChange }: RangeProps): ReactElement {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={id}>
      <legend className="lab">{label}</legend>
      <div className="row">
        <input
          className="in range-end num"
          type="number"
          aria-label={`${label}, at least`}
          min={least}
          max={most}
          value={range.min}
          onChange={(event) => onChange(withMin(range, event.target.valueAsNumber, least, most))}
        />
        <span className="ink2">to</span>
        <input
          className="in range-end num"
          type="number"
          aria-label={`${label}, at most`}
          min={Math.max(1, least)}
          max={most}
          value={range.max}
          onChange={(event) => onChange(withMax(range, event.target.valueAsNumber, least, most))}
        />
      </div>
      <span className="hint" id={id}>
        {hint}
      </span>
    </fieldset>
  );
}
