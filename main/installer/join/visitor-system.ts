/** Which system a visitor's browser says that it runs on. */
import type { JoinSystem } from '../../../contract/control-machines.ts';

/** @returns null for phones, and for what is not known. */
export function visitorSystem(userAgent: string | undefined): JoinSystem | null {
  const words = userAgent ?? '';
  if (/android|iphone|ipad|cros/i.test(words)) return null;
  if (/windows nt/i.test(words)) return 'windows';
  if (/macintosh|mac os x/i.test(words)) return 'macos';
  return /linux|x11/i.test(words) ? 'linux' : null;
}
