/** How machines are named. Pure. */
import { cleanText } from '../../common/clean-text.ts';

const mostLetters = 60;

/** "RECEPTION" of "reception.office.lan\u0007": the host name without its domain and without what cannot be shown. */
export function nameFromHost(hostName: string): string {
  return shown(hostName.split('.')[0] ?? '') || 'PC';
}

/** A name that no other machine has: "PC", then "PC-2". */
export function freeName(wanted: string, taken: Iterable<string>): string {
  return free(wanted, new Set([...taken].map((name) => name.toLowerCase())));
}

/** An id that no other machine has: what the agent says, then with a number behind it. */
export function freeId(machineId: string, taken: Iterable<string>): string {
  return free(machineId, new Set([...taken].map((id) => id.toLowerCase())));
}

/** What a stranger says of itself, fit for a line of the page. */
export const shown = (text: string): string => cleanText(text, mostLetters);

function free(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted.toLowerCase())) return wanted;
  for (let number = 2; ; number += 1) {
    const next = `${wanted}-${number}`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}
