import type { AskView, CandidateView } from '../../../../contract/control-machines.ts';

type AddWay = 'install' | 'command' | 'code';

/** What the add dialog was opened for. */
export interface Adding {
  readonly way: AddWay;
  /** The PC that was chosen. */
  readonly candidate?: CandidateView;
  /** The installation to look at. */
  readonly installId?: string;
  /** Whose code to compare. */
  readonly ask?: AskView;
}
