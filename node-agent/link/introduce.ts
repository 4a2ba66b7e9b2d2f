/** How this machine introduces itself to an office that it wants to join. */
import { version } from '../../common/version.ts';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Applicant } from '../../contract/enrolment.ts';
import type { Gpu, Hardware } from '../../contract/hardware.ts';

const mostLetters = 120;
const mostCards = 16;

export function introduce(
  machineId: string,
  { hostName, platform, osName }: Hardware,
  cards: readonly Gpu[],
): Applicant {
  const cut = (text: string): string => text.slice(0, mostLetters) || 'unknown';
  return {
    machineId,
    hostName: cut(hostName),
    platform,
    osName: cut(osName),
    agentVersion: version,
    cards: cards.slice(0, mostCards).map(({ name, totalBytes }) => cut(`${name}, ${bytesInWords(totalBytes)}`)),
  };
}
