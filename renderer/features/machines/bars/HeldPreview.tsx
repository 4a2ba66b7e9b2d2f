import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { shortName } from '../../../ui/text/short-name.ts';
import { blockAt } from '../map/map-stops.ts';
import { replicaBytes } from './bar-facts.ts';
import type { HeldBlock } from './use-block-drag.ts';

interface Props {
  readonly machines: readonly MachineView[];
  readonly held: HeldBlock;
  /** Where the free space of the bar begins, in pixels. */
  readonly left: number;
  /** Pixels of one GB. */
  readonly px: number;
}

/** What is held over a bar, as large as it would be there. Where it stands over the limit it does not fit as it is. */
export function HeldPreview({ machines, held, left, px }: Props): ReactElement | null {
  const block = blockAt(machines, held.stop);
  if (!block) return null;
  const width = Math.max(6, Math.round((replicaBytes(block.replica) / 1024 ** 3) * px) - 4);
  return (
    <span className={`rep would held-over m${block.replica.colour}`} style={{ left: left + 3, width }}>
      <span className="w code" style={{ width }}>
        {width >= 100 ? shortName(block.replica.model) : block.replica.code}
      </span>
    </span>
  );
}
