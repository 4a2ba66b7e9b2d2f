/** How this product's announcements are written into mDNS, and read from what a stranger may have sent. */
import { Announcement, mdnsType } from '../contract/enrolment.ts';
import { cleanText } from './clean-text.ts';
import type { HeardService } from './mdns-services.ts';

/** As it stands in a HeardService. */
export const announcedType = `_${mdnsType}._tcp`;

/** One text of a TXT record holds at most this, its key included. */
const textBytes = 255;

export const writeAnnouncement = (announcement: Announcement): Record<string, string> =>
  Object.fromEntries(
    Object.entries(announcement)
      .filter((pair): pair is [string, string] => pair[1] !== undefined)
      .map(([key, value]) => [key, cutToBytes(value, textBytes - key.length - 1)]),
  );

/** @returns null for what is no announcement of this product. */
export function readAnnouncement({ type, txt }: HeardService): Announcement | null {
  if (type !== announcedType) return null;
  const { success, data } = Announcement.safeParse(
    Object.fromEntries([...txt].map(([key, value]) => [key, cleanText(value, textBytes)])),
  );
  return success && data.name !== '' ? data : null;
}

/** Whole characters only. */
const cutToBytes = (text: string, most: number): string =>
  Buffer.from(text)
    .subarray(0, most)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
