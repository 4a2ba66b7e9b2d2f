import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes, formatCount } from '../../../ui/text/format.ts';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { shortName } from '../../../ui/text/short-name.ts';

/** What the codes on a dense map mean, and how many replicas of each model there are. */
export function ModelLegend({ state }: { readonly state: OfficeState }): ReactElement {
  const counts = new Map<string, number>();
  for (const { state: its, replicas } of state.machines) {
    if (its === 'lost') continue;
    for (const { model } of replicas) counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  const shown = state.models.filter(({ name }) => counts.has(name));
  return (
    <ul className="legend model-legend" aria-label={t('Models on the map, and how to read it')}>
      {shown.map(({ name, code, colour }) => (
        <li key={name} title={name}>
          <ModelMark code={code} colour={colour} />
          {shortName(name)}
          <span className="ink3 num">×{formatCount(counts.get(name) ?? 0)}</span>
        </li>
      ))}
      <li className="legend-rest">
        <i className="sw x" />
        {t('Other programs')}
      </li>
      <li>
        <i className="lim" />
        {t('Limit, {{margin}} margin', { margin: formatBytes(state.marginBytes) })}
      </li>
    </ul>
  );
}
