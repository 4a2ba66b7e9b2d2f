import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import type { FieldsProps } from './DeployFields.tsx';
import { LoadField } from './LoadField.tsx';
import { PinsField } from './PinsField.tsx';
import { QuantizationsField } from './QuantizationsField.tsx';
import { RangeField } from './RangeField.tsx';

const mostReplicas = 64;
const mostSlots = 64;

/** What few offices change. */
export function AdvancedFields({ state, deployable, draft, change }: FieldsProps): ReactElement {
  return (
    <details className="advanced">
      <summary>
        {t('Advanced')}
        <Icon name="down" className="chevron ink3" />
      </summary>
      <div className="advanced-in">
        <LoadField minutes={draft.idleMinutes} onChange={(minutes) => change({ type: 'idle', minutes })} />
        <RangeField
          label={t('Replicas')}
          hint={t('The least are kept at the cost of models with a lower priority; more come where there is room.')}
          least={0}
          most={mostReplicas}
          range={draft.replicas}
          onChange={(range) => change({ type: 'replicas', range })}
        />
        <RangeField
          label={t('Conversations in each replica')}
          hint={t('On a card with more room a replica holds more of them.')}
          least={1}
          most={mostSlots}
          range={draft.slots}
          onChange={(range) => change({ type: 'slots', range })}
        />
        <QuantizationsField deployable={deployable} draft={draft} change={change} />
        <PinsField pins={draft.pins} machines={state.machines} onUnpin={(pin) => change({ type: 'unpin', pin })} />
      </div>
    </details>
  );
}
