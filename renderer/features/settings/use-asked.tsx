import { useState, type ReactNode } from 'react';
import { useCall } from '../../data/client/use-call.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';

interface Asked<Wish> {
  /** Its dialog is open. */
  readonly open: boolean;
  readonly busy: boolean;
  /** Why the last wish was refused: for the dialog while it is open, else for the row. */
  readonly failure: ReactNode;
  /** Opens the dialog. */
  readonly ask: () => void;
  readonly close: () => void;
  /** Sends a wish; the dialog closes once it is granted. */
  readonly set: (wish: Wish) => void;
}

/**
 * A setting that is asked for in a dialog, or set in its row.
 *
 * @param send rejects with the ProblemError of a refusal
 */
export function useAsked<Wish>(send: (wish: Wish, signal: AbortSignal) => Promise<void>): Asked<Wish> {
  const call = useCall();
  const [open, setOpen] = useState(false);
  return {
    open,
    busy: call.running,
    failure: <ProblemNote problem={call.problem} />,
    ask: () => {
      call.forget();
      setOpen(true);
    },
    close: () => setOpen(false),
    set: (wish) =>
      call.start(async (signal) => {
        await send(wish, signal);
        setOpen(false);
      }),
  };
}
