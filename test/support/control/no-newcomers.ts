/** An office without anything new: what tests that do not look at newcomers show. */
import type { Newcomers } from '../../../main/control/machines-office.ts';

export const noNewcomers: Newcomers = {
  candidates: [],
  asks: [],
  installs: [],
  discovery: { adapters: [], scanning: null, checklist: [] },
};
