/** The name of the Windows installer, which tells it by itself where to go: it is one file under many names. */
import { DialAddress, parseJoinToken } from '../../../contract/enrolment.ts';

/** Its plain name. */
export const installerFile = 'aivailable-agent.exe';

const pattern = /^aivailable-agent(?:~([\w.-]+)-(\d{1,5}))?(?:~(AIV1[\w.]+))?(?: \(\d{1,3}\))?\.exe$/;

/** The address that a name can hold, as host and port. The script for PowerShell asks the same. */
export const namedAddress = /^([^[\]:]+):(\d+)$/;

/**
 * "aivailable-agent~192.168.10.12-8421~AIV1.….exe". File names hold no colon, so the port stands behind the last "-", and an
 * address of IPv6 is left out: the token's fingerprint finds the office by what it announces.
 * @param address where agents dial: "192.168.10.12:8421"
 * @param token null: the agent asks to join, and an admin compares a code
 */
export function installerName(address: string, token: string | null): string {
  const [, host, port] = namedAddress.exec(address) ?? [];
  const parts = ['aivailable-agent', ...(host ? [`${host}-${port}`] : []), ...(token === null ? [] : [token])];
  return `${parts.join('~')}.exe`;
}

/** Whether a name is one of those; browsers add " (1)" to a second copy. */
export function isInstallerName(name: string): boolean {
  const match = pattern.exec(name);
  if (!match) return false;
  const [, host, port, token] = match;
  const fits = host === undefined || DialAddress.safeParse(`${host}:${port}`).success;
  return fits && (token === undefined || parseJoinToken(token) !== null);
}
