/** Follows the office's state over its own UI API, as the page does, and says it in the tray's few figures. */
import { OfficeState } from '../../contract/control-api.ts';
import { statusOf, type OfficeStatus } from './office-status.ts';

const everyMs = 2_000;

/** @param ask reads /control/state. @returns how to stop. */
export function watchStatus(
  ask: (signal: AbortSignal) => Promise<unknown>,
  report: (status: OfficeStatus) => void,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  const look = async (): Promise<void> => {
    // A state that cannot be read now is read the next time.
    const read = OfficeState.safeParse(await ask(signal).catch(() => null));
    if (signal.aborted) return;
    if (read.success) {
      const status = statusOf(read.data);
      const text = JSON.stringify(status);
      if (text !== last) report(status);
      last = text;
    }
    timer = setTimeout(() => void look(), everyMs);
  };
  void look();
  return () => {
    stopping.abort();
    clearTimeout(timer);
  };
}
