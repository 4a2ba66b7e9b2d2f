import { useId, type ReactElement, type ReactNode } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes } from '../../../ui/text/format.ts';
import { Select } from '../../../ui/field/Select.tsx';
import { contextChoices, contextWords } from './context-choices.ts';
import type { DeployDraft, DraftAction } from './deploy-draft.ts';
import type { Deployable } from './deployable.ts';
import { fitHint } from './fit-hint.ts';
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
      <Field label={t('Quantization')} hint={fitHint(draft, deployable)}>
        {(labelled) => (
          <Select
            {...labelled}
            value={severalFiles ? several : (quantizations[0] ?? '')}
            options={[
              ...(severalFiles
                ? [
                    {
                      value: several,
                      text: t('The best of {{quantizations}}', { quantizations: quantizations.join(', ') }),
                    },
                  ]
                : []),
              ...deployable.files.map(({ quantization, sizeBytes, approximate, fit }) => ({
                value: quantization,
                text: `${quantization}, ${sizeWords(sizeBytes, approximate)}`,
                detail:
                  fit?.verdict === 'never'
                    ? t('does not fit: {{size}}', { size: formatBytes(fit.needBytes) })
                    : undefined,
              })),
            ]}
            onChange={(name) => name !== several && change({ type: 'quantization', name })}
          />
        )}
      </Field>
      <Field label={t('Context of a conversation')}>
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
      <Field label={t('Conversations at once')} hint={t('In each replica; others wait their turn')}>
        {(labelled) => (
          <Select
            {...labelled}
            value={severalSlots ? several : String(slots.max)}
            options={[
              ...(severalSlots ? [{ value: several, text: t('{{min}} to {{max}}', { ...slots }) }] : []),
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
      <Field label={t('Priority')} hint={priorityMeaning(deployable.name, priority, state.models)}>
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

const sizeWords = (bytes: number, approximate: boolean): string =>
  approximate ? t('about {{size}}', { size: formatBytes(bytes) }) : formatBytes(bytes);
