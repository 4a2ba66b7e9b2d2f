/** Addresses of coordinators as they are written: "192.168.10.12:8421", "[fd00::1]:8421". */
import { DialAddress } from '../../contract/enrolment.ts';
import { refuse } from '../../contract/problem.ts';

export interface HostAndPort {
  readonly address: string;
  readonly port: number;
}

const usualPort = 8421;

/** Takes a written address apart. @returns null when it is none */
export function parseAddress(text: string): HostAndPort | null {
  if (!DialAddress.safeParse(text).success) return null;
  const at = text.lastIndexOf(':');
  const port = Number(text.slice(at + 1));
  return port >= 1 && port <= 65_535 ? { address: text.slice(0, at).replace(/^\[|\]$/g, ''), port } : null;
}

/**
 * What a person types: the port may be left out.
 * @returns it as it is kept
 * @throws ProblemError invalid_request
 */
export function readTypedAddress(text: string): string {
  const typed = text.trim();
  const whole = [typed, `${typed}:${usualPort}`, `[${typed}]:${usualPort}`].find((one) => parseAddress(one));
  return whole ?? refuse('invalid_request', `${text} is no address of a coordinator. Use HOST or HOST:PORT.`);
}
