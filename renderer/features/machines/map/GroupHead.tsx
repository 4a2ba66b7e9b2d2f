import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { formatBytes, formatTotal } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import type { MapGroup } from './map-groups.ts';

interface Props {
  readonly group: MapGroup;
  readonly folded: boolean;
  readonly onFold: (key: string) => void;
}

/** Above a group of the map: what it is, what it adds up to, and the way to fold it. */
export const GroupHead = ({ group, folded, onFold }: Props): ReactElement | null =>
  group.title === null ? null : (
    <h2 className="group-head">
      <button type="button" className="mname" aria-expanded={!folded} onClick={() => onFold(group.key)}>
        <Icon name="down" className={`chevron ink3 ${folded ? 'folded' : ''}`} />
        <span>{group.title}</span>
      </button>
      <span className="group-sums num">{sums(group)}</span>
    </h2>
  );

const sums = ({ cards, totalBytes, modelsBytes, freeBytes }: MapGroup): string =>
  t('{{count, number}} cards, {{total}}: models use {{models}}, {{free}} free', {
    count: cards,
    total: formatTotal(totalBytes),
    models: formatBytes(modelsBytes),
    free: formatBytes(freeBytes),
  });
