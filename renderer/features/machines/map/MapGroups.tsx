import type { ReactElement, ReactNode } from 'react';
import { GroupHead } from './GroupHead.tsx';
import type { FoldableGroups, MapGroup } from './map-groups.ts';

interface Props extends FoldableGroups {
  readonly renderGroup: (group: MapGroup) => ReactNode;
}

/** The groups of a map, each under its head. What is folded is not drawn. */
export const MapGroups = ({ groups, folded, onFold, renderGroup }: Props): ReactElement => (
  <>
    {groups.map((group) => (
      <section key={group.key} aria-label={group.title ?? undefined}>
        <GroupHead group={group} folded={folded.has(group.key)} onFold={onFold} />
        {!folded.has(group.key) && renderGroup(group)}
      </section>
    ))}
  </>
);
