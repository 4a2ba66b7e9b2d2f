/**
 * Improves a draft by simulated annealing: changes are tried by chance and kept when they bring points, and while it is still
 * warm sometimes when they cost a few. The chance is seeded and the effort is counted in looks, not in time, so that a draft
 * becomes the same plan on every machine.
 */
import { Dice } from './dice.ts';
import type { Draft } from './draft.ts';
import { change, move, putSomewhere, type Hand } from './moves.ts';
import { rebuild, settle } from './rebuild.ts';
import { nothing, points } from './task.ts';
import { Trial } from './trial.ts';

/** Temperatures at the start and at the end, as shares of what one required replica brings. */
const warm = 0.12;
const cold = 0.001;
/** The temperature is worked out once in so many steps. */
const pace = 16;
/** What a step costs at least, in looks; measured. */
const stepEffort = 4;
/** Below these points a plan is not better, only rounded otherwise. */
const least = 1e-9;

/**
 * Leaves the best plan that was found in the draft.
 * @param looks options that may be looked at.
 */
export function improve(draft: Draft, weights: readonly Float64Array[], looks: number): void {
  const { task } = draft;
  if (task.places.length === 0 || task.options.length === 0) return;
  const dice = new Dice(1);
  const trial = new Trial(draft);
  const hand: Hand = { trial, dice, weights };
  const best = draft.at.slice();
  let most = draft.value;
  const required = task.least.reduce((all, one) => all + one, 0);
  const unit = points.quality / Math.max(1, required);
  const start = draft.effort;
  let temperature = 0;
  for (let step = 0; draft.effort - start < looks; step += 1) {
    draft.effort += stepEffort;
    if (step % pace === 0) temperature = unit * warm * (cold / warm) ** ((draft.effort - start) / looks);
    if (!someMove(dice)(hand)) continue;
    const { gain } = trial;
    if (gain < 0 && dice.chance() >= Math.exp(gain / temperature)) {
      trial.undo();
      continue;
    }
    trial.keep();
    if (draft.value <= most + least) continue;
    most = draft.value;
    best.set(draft.at);
  }
  goTo(draft, best);
  for (let place = 0; place < task.places.length; place += 1) settle(hand, place);
}

function someMove(dice: Dice): (hand: Hand) => boolean {
  const chance = dice.chance();
  if (chance < 0.1) return rebuild;
  if (chance < 0.43) return putSomewhere;
  if (chance < 0.66) return change;
  return move;
}

function goTo(draft: Draft, at: Int32Array): void {
  const width = draft.task.wishes.length;
  const differs = [...at.keys()].filter((index) => at[index] !== draft.at[index]);
  for (const index of differs) {
    if (draft.at[index] !== nothing) draft.take(Math.floor(index / width), index % width);
  }
  for (const index of differs) {
    if (at[index] !== nothing) draft.put(Math.floor(index / width), at[index]!);
  }
}
