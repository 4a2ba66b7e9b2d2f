import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { msg, t } from '../../../../words/words.ts';
import { Group } from '../../../ui/Group.tsx';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Select } from '../../../ui/field/Select.tsx';
import { kindLooks, type MachineKind } from '../machine-kind.ts';
import { kindCounts } from './map-filter.ts';
import type { MapGrouping } from './map-groups.ts';

interface Props {
  readonly machines: readonly MachineView[];
  readonly kind: MachineKind | null;
  readonly onKind: (kind: MachineKind | null) => void;
  readonly grouping: MapGrouping;
  readonly onGrouping: (grouping: MapGrouping) => void;
}

const groupings = [
  { value: 'machine', text: msg('By machine') },
  { value: 'card', text: msg('By graphics card') },
  { value: 'model', text: msg('By model') },
  { value: 'state', text: msg('By state') },
] as const;

/** Of a large office: what needs a look, as filters, and how the map is put together. */
export function MapTools({ machines, kind, onKind, grouping, onGrouping }: Props): ReactElement {
  const counts = kindCounts(machines);
  return (
    <div className="map-tools">
      <Group className="row" label={t('Show only')}>
        {counts.map(({ kind: one, count }) => (
          <button
            key={one}
            type="button"
            className="btn quiet small"
            aria-pressed={kind === one}
            onClick={() => onKind(kind === one ? null : one)}
          >
            <Icon name={kindLooks[one].icon} className={kindLooks[one].tone} />
            {countWords(one, count)}
          </button>
        ))}
      </Group>
      <Select
        small
        label={t('Group the cards')}
        value={grouping}
        options={groupings.map(({ value, text }) => ({ value, text: t(text) }))}
        onChange={onGrouping}
      />
    </div>
  );
}

function countWords(kind: MachineKind, count: number): string {
  switch (kind) {
    case 'lost':
      return t('{{count, number}} lost', { count });
    case 'needs':
      return t('{{count, number}} need you', { count });
    case 'leaving':
      return t('{{count, number}} making room', { count });
    case 'joining':
      return t('{{count, number}} joining', { count });
    case 'answering':
      return t('{{count, number}} answering', { count });
    case 'ready':
      return t('{{count, number}} ready', { count });
    case 'paused':
      return t('{{count, number}} paused', { count });
  }
}
