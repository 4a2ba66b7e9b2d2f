import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { useHistory } from '../../../data/machines/use-history.ts';
import { cardName } from '../machine-words.ts';
import { CardCurves } from './CardCurves.tsx';

interface Props {
  readonly machine: MachineView;
  readonly gpus: readonly Gpu[];
}

/** The last hour of these cards of a machine. */
export function MachineCurves({ machine, gpus }: Props): ReactElement | null {
  const history = useHistory(machine.id);
  if (gpus.length === 0 || machine.state === 'lost' || machine.state === 'joining') return null;
  return (
    <div className="last-hour" aria-busy={history === undefined}>
      <h4>{t('The last hour')}</h4>
      {gpus.map((gpu) => (
        <div key={gpu.id}>
          {gpus.length > 1 && <p className="small strong">{cardName(gpu)}</p>}
          {history ? (
            <CardCurves gpu={gpu} points={history.cards.find(({ gpuId }) => gpuId === gpu.id)?.points ?? []} />
          ) : (
            <div className="curves-to-come" />
          )}
        </div>
      ))}
    </div>
  );
}
