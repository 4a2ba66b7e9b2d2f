/** Follows the office's state and says it in the tray's few figures. */
import type { OfficeState } from '../../../contract/control-api.ts';
import { statusOf, type OfficeStatus } from './office-status.ts';

const everyMs = 2_000;

/** @param look at the office now. @returns how to stop. */
export function watchStatus(look: () => OfficeState, report: (status: OfficeStatus) => void): () => void {
  let last = '';
  const tell = (): void => {
    const status = statusOf(look());
    const text = JSON.stringify(status);
    if (text !== last) report(status);
    last = text;
  };
  tell();
  const timer = setInterval(tell, everyMs);
  return () => clearInterval(timer);
}
