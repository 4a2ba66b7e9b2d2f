import { useId, type ReactElement, type ReactNode } from 'react';
import { bytesInWords } from '../../../../contract/bytes-in-words.ts';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { Select } from '../../../ui/Select.tsx';
import { rangeWords } from '../model-facts.ts';
import { contextChoices, contextWords } from './context-choices.ts';
import type { DeployDraft, DraftAction } from './deploy-draft.ts';
import type { Deployable } from './deployable.ts';
import { priorityChoices, priorityMeaning } from './priority-words.ts';

export interface FieldsProps {
  readonly state: OfficeState;
  readonly deployable: Deployable;
  readonly draft: DeployDraft;
  readonly change: (action: DraftAction) => void;
}

const slotChoices = [1, 2, 3, 4, 6, 8, 12, 16];
/** Stands in a list where more than one is set under Advanced. */
const several = 'several';

/** The four choices that matter. */
export function DeployFields({ state, deployable, draft, change }: FieldsProps): ReactElement {
  const { quantizations, contextLength, slots, priority } = draft;
  const severalFiles = quantizations.length > 1;
  const severalSlots = slots.min !== slots.max;
  return (
    <div className="deploy-fields">
      <Field label="Quantization" hint={fitHint(draft, deployable)}>
        {(labelled) => (
          <Select
            {...labelled}
            value={severalFiles ? several : (quantizations[0] ?? '')}
            options={[
              ...(severalFiles ? [{ value: several, text: `The best of ${quantizations.join(', ')}` }] : []),
              ...deployable.files.map(({ quantization, sizeBytes, approximate, fit }) => ({
                value: quantization,
                text: `${quantization}, ${approximate ? 'about ' : ''}${bytesInWords(sizeBytes)}`,
                detail: fit?.verdict === 'never' ? `does not fit: ${bytesInWords(fit.needBytes)}` : undefined,
              })),
            ]}
            onChange={(name) => name !== several && change({ type: 'quantization', name })}
          />
        )}
      </Field>
      <Field label="Context of a conversation">
        {(labelled) => (
          <Select
            {...labelled}
            value={String(contextLength)}
            options={contextChoices(contextLength, deployable.trainedContext).map((tokens) => ({
              value: String(tokens),
              text: contextWords(tokens),
            }))}
            onChange={(tokens) => change({ type: 'context', tokens: Number(tokens) })}
          />
        )}
      </Field>
      <Field label="Conversations at once" hint="In each replica; others wait their turn">
        {(labelled) => (
          <Select
            {...labelled}
            value={severalSlots ? several : String(slots.max)}
            options={[
              ...(severalSlots ? [{ value: several, text: `${slots.min} to ${slots.max}` }] : []),
              ...[...new Set([...slotChoices, ...(severalSlots ? [] : [slots.max])])]
                .toSorted((a, b) => a - b)
                .map((count) => ({ value: String(count), text: String(count) })),
            ]}
            onChange={(count) =>
              count !== several && change({ type: 'slots', range: { min: Number(count), max: Number(count) } })
            }
          />
        )}
      </Field>
      <Field label="Priority" hint={priorityMeaning(deployable.name, priority, state.models)}>
        {(labelled) => (
          <Select
            {...labelled}
            value={String(priority)}
            options={priorityChoices(priority).map((one) => ({ value: String(one.priority), text: one.text }))}
            onChange={(chosen) => change({ type: 'priority', priority: Number(chosen) })}
          />
        )}
      </Field>
    </div>
  );
}

interface Labelled {
  readonly labelledBy: string;
  readonly describedBy: string;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: (labelled: Labelled) => ReactNode;
}

function Field({ label, hint = '', children }: FieldProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <span className="lab" id={id}>
        {label}
      </span>
      {children({ labelledBy: id, describedBy: `${id}-hint` })}
      <span className="hint" id={`${id}-hint`}>
        {hint}
      </span>
    </div>
  );
}

/** What was judged of the chosen file, or of the better one that does not fit. */
function fitHint({ quantizations, contextLength, slots }: DeployDraft, { files }: Deployable): string {
  const chosen = files.find(({ quantization }) => quantization === quantizations[0]);
  const better = files
    .filter(({ fit, sizeBytes }) => fit?.verdict === 'never' && sizeBytes > (chosen?.sizeBytes ?? 0))
    .at(-1);
  if (!chosen?.fit) return '';
  if (chosen.fit.verdict === 'never') return `Does not fit: needs ${bytesInWords(chosen.fit.needBytes)}`;
  if (better?.fit) return `${better.quantization} does not fit: ${bytesInWords(better.fit.needBytes)}`;
  const { shape, needBytes } = chosen.fit;
  const judged = shape.contextLength === contextLength && shape.slots === slots.max;
  return judged ? `Needs ${bytesInWords(needBytes)} with ${rangeWords(slots, 'conversation')}` : '';
}
