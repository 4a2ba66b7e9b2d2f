import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useModelCalls } from '../../../data/models/model-calls.ts';
import { formatBytes } from '../../../ui/text/format.ts';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { Select } from '../../../ui/field/Select.tsx';
import { WhatIfSheet } from '../../what-if/WhatIfSheet.tsx';
import { barFacts } from '../bars/bar-facts.ts';
import { cardName } from '../machine-words.ts';
import { barStop, type BlockPlace } from '../map/map-stops.ts';
import { restWords } from '../rest-words.ts';
import { shownGpus } from '../shown-gpus.ts';
import { movedPins } from './moved-pins.ts';

interface Props {
  readonly state: OfficeState;
  readonly place: BlockPlace;
  /** The bar on which it was dropped; null: it is chosen from the list. */
  readonly target: string | null;
  readonly onClose: () => void;
}

/** What happens when a replica moves to another card, where it is pinned. Rendered while it is open. */
export function MoveSheet({ state, place, target, onClose }: Props): ReactElement {
  const { machine, gpu, replica } = place;
  const calls = useModelCalls();
  const cards = state.machines
    .filter((one) => one.state !== 'lost' && one.state !== 'joining' && !restWords(one))
    .flatMap((one) => shownGpus(one).map((card) => ({ machine: one, card, bar: barStop(one, card) })))
    .filter(({ card, bar }) => card.usable && card.backend !== 'cpu' && bar !== barStop(machine, gpu));
  const [chosen, setChosen] = useState(target);
  const to = cards.find(({ bar }) => bar === chosen);
  const pins = state.models.find(({ name }) => name === replica.model)?.wishes?.pins ?? [];
  const pin = to && { machineId: to.machine.id, gpuId: to.card.id };
  return (
    <WhatIfSheet
      title={t('Move {{model}}', { model: replica.model })}
      mark={<ModelMark code={replica.code} colour={replica.colour} />}
      changes={pin ? [{ kind: 'move', replicaId: replica.replicaId, machine: pin.machineId, gpuId: pin.gpuId }] : []}
      hint={t('It is pinned there; unpinned under Models, Change…')}
      action={t('Move it')}
      onApply={async (signal) => {
        if (!pin) return;
        const from = { machineId: machine.id, gpuId: gpu.id };
        await calls.deploy(replica.model, { pins: movedPins(pins, from, pin) }, signal);
      }}
      onClose={onClose}
    >
      {cards.length === 0 ? (
        <p className="ink2">{t('No other card of this office serves now.')}</p>
      ) : (
        <div className="field">
          <span className="lab" id="move-to">
            {t('From {{place}} to', { place: `${machine.name}, ${cardName(gpu)}` })}
          </span>
          <Select
            labelledBy="move-to"
            placeholder={t('Choose a graphics card')}
            value={to?.bar ?? null}
            options={cards.map((one) => ({
              value: one.bar,
              text: `${one.machine.name}, ${cardName(one.card)}`,
              detail: t('{{size}} free', { size: formatBytes(freeOn(one, state)) }),
            }))}
            onChange={setChosen}
          />
        </div>
      )}
    </WhatIfSheet>
  );
}

const freeOn = (
  { machine, card }: { machine: BlockPlace['machine']; card: BlockPlace['gpu'] },
  { marginBytes }: OfficeState,
): number => barFacts(card, machine.replicas, marginBytes, machine.limits[card.id]).free;
