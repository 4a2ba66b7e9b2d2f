import type { PlannedMachine, WhatIf } from '../../../contract/deployments.ts';

export interface PlanRow extends PlannedMachine {
  /** It is not in this plan at all: what it would have is gone. */
  readonly gone: boolean;
}

interface PlanRows {
  readonly rows: readonly PlanRow[];
  /** Cards that are left out because nothing changes there. */
  readonly hidden: number;
}

/** More cards than these are shown only when one asks for them. */
const mostCards = 8;

const changes = ({ cards }: PlannedMachine): boolean =>
  cards.some(({ blocks }) => blocks.some(({ change }) => change !== 'stays'));

/** The machines of one of the two plans, each where it stands in both: one that is only in the other plan is there as a ghost. */
export function planRows({ now, after }: WhatIf, when: 'now' | 'after', all: boolean): PlanRows {
  const own = when === 'now' ? now : after;
  const order = [...now, ...after.filter(({ id }) => !now.some((one) => one.id === id))];
  const rows = order.map((machine): PlanRow => {
    const here = own.find(({ id }) => id === machine.id);
    return { ...(here ?? emptied(machine)), gone: !here };
  });
  const cardsOf = (among: readonly PlannedMachine[]): number => among.reduce((sum, { cards }) => sum + cards.length, 0);
  if (all || cardsOf(rows) <= mostCards) return { rows, hidden: 0 };
  const changed = new Set([...now, ...after].filter(changes).map(({ id }) => id));
  const shown = rows.filter(({ id, gone }) => changed.has(id) || gone || isNew(id, now));
  return { rows: shown, hidden: cardsOf(rows) - cardsOf(shown) };
}

const isNew = (id: string, now: readonly PlannedMachine[]): boolean => !now.some((one) => one.id === id);

const emptied = (machine: PlannedMachine): PlannedMachine => ({
  ...machine,
  cards: machine.cards.map((card) => ({ ...card, blocks: [], othersBytes: 0 })),
});
