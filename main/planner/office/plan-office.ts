/** The planner for office files: a pure function of the office. It says what runs where and why, and what does not. */
import type { OfficeFile, PlanFile, PlanReplica } from '../../../contract/office-file.ts';
import { bytesOf } from './bytes-of.ts';
import type { Draft } from '../search/draft.ts';
import type { Split } from '../search/lay-out.ts';
import { reasonOf, splitReasonOf } from '../search/reason.ts';
import { refusalsOf } from './refusals.ts';
import { solve } from '../search/solve.ts';
import { splitsOf, takenBy } from '../search/splits.ts';
import { compareText } from '../search/task.ts';
import { taskOf } from '../search/task-of.ts';

/** A plan without the time that it took: that depends on the machine, all else only on the office. */
type OfficePlan = Omit<PlanFile, 'milliseconds'>;

/**
 * @param office checked: its ids are unique, and deployments name models and variants that are there.
 * @param looks options that the search may look at; the usual number for this office if not given.
 */
export function planOffice(office: OfficeFile, looks?: number): OfficePlan {
  const splits = splitsOf(office);
  const draft = solve(taskOf(office, takenBy(splits)), looks);
  const replicas = [...replicasOf(draft), ...splits.map(splitReplica)].toSorted(
    (a, b) => compareText(a.model, b.model) || compareText(a.gpus.join('\n'), b.gpus.join('\n')),
  );
  const counts = new Map<string, number>();
  for (const { wish } of splits) counts.set(wish.deployment.model, (counts.get(wish.deployment.model) ?? 0) + 1);
  const online = office.machines.filter((machine) => machine.online).flatMap(({ gpus }) => gpus);
  return {
    format: 'aivailable-plan/1',
    replicas,
    refused: refusalsOf(office, draft, counts),
    vram: {
      total: online.reduce((all, gpu) => all + gpu.vramTotal, 0),
      usable: draft.task.places.reduce((all, place) => all + place.usable, 0),
      used: replicas.reduce((all, { bytes }) => all + bytes.total, 0),
    },
  };
}

function replicasOf(draft: Draft): PlanReplica[] {
  const { places, wishes, options, quality } = draft.task;
  return wishes.flatMap((wish, index) => {
    const own = (draft.ofWish[index] ?? []).toSorted(
      (a, b) => (quality[draft.optionAt(b, index)] ?? 0) - (quality[draft.optionAt(a, index)] ?? 0) || a - b,
    );
    return own.flatMap((place, number) => {
      const option = options[draft.optionAt(place, index)];
      const where = places[place];
      if (!option || !where) return [];
      const { memory, context, slots } = option;
      return [
        {
          model: wish.deployment.model,
          variant: option.variant.id,
          machine: where.machine.id,
          gpus: [where.gpu.id],
          context,
          slots,
          bytes: bytesOf(memory, context, slots),
          reason: reasonOf(draft, place, index, number + 1),
        },
      ];
    });
  });
}

function splitReplica(split: Split): PlanReplica {
  const { wish, variant, memory, machine, shares, context, slots } = split;
  return {
    model: wish.deployment.model,
    variant: variant.id,
    machine: machine.id,
    gpus: [...shares.keys()],
    context,
    slots,
    bytes: bytesOf(memory, context, slots, shares.size),
    reason: splitReasonOf(split),
  };
}
