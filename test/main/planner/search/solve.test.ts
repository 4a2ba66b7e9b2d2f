import { describe, expect, it } from 'vitest';
import type { OfficeFile } from '../../../../contract/office-file.ts';
import { Draft } from '../../../../main/planner/search/draft.ts';
import { planOffice } from '../../../../main/planner/office/plan-office.ts';
import { solve } from '../../../../main/planner/search/solve.ts';
import { nothing, type Task } from '../../../../main/planner/search/task.ts';
import { taskOf } from '../../../../main/planner/search/task-of.ts';
import { judgePlan } from '../../../support/planner/judge-plan.ts';
import { madeOffice } from '../../../support/planner/made-office.ts';

const office = (seed: number, gpus: number): OfficeFile =>
  madeOffice({
    seed,
    gpus,
    models: 3,
    pressure: [0.5, 0.9, 1.4][seed % 3]!,
    running: seed % 2,
    limits: seed % 4 === 1,
  });

/** What the draft's points leave out: those of every plan. */
function pointsOf(task: Task, draft: Draft): number {
  const wished = task.least.some((least) => least > 0);
  const runs = task.options.some(({ keptAt }) => keptAt !== null);
  return draft.value + (wished ? 0 : 1000) - (runs ? 15 : 0);
}

/** The most points that any plan can have: every way to fill one GPU after the other. */
function mostPoints(draft: Draft, place = 0, wish = 0): number {
  const { task } = draft;
  if (place === task.places.length) return draft.value;
  if (wish === task.wishes.length) return mostPoints(draft, place + 1, 0);
  let most = mostPoints(draft, place, wish + 1);
  if (draft.ofWish[wish]!.length >= task.most[wish]!) return most;
  let option = task.firstAt[place * task.wishes.length + wish]!;
  for (; option !== nothing; option = task.next[option]!) {
    if (task.bytes[option]! > draft.free[place]!) continue;
    draft.put(place, option);
    most = Math.max(most, mostPoints(draft, place, wish + 1));
    draft.take(place, wish);
  }
  return most;
}

describe('solve', () => {
  it('counts the points that the score gives', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const one = office(seed, 6);
      const task = taskOf(one);
      const points = pointsOf(task, solve(task, 10_000));
      expect(points).toBeCloseTo(judgePlan(one, planOffice(one, 10_000).replicas).score, 6);
    }
  });

  it('finds the best plan of small offices', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const task = taskOf(office(seed, 1 + (seed % 2)));
      expect(solve(task).value).toBeCloseTo(mostPoints(new Draft(task)), 6);
    }
  });

  it('finds no worse plan with more effort from the start', () => {
    for (let seed = 0; seed < 5; seed += 1) {
      const task = taskOf(office(seed, 10));
      expect(solve(task, 100_000).value).toBeGreaterThanOrEqual(solve(task, 0).value);
    }
  });
});
