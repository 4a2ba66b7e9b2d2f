import { describe, expect, it } from 'vitest';
import type { Announcement } from '../../contract/enrolment.ts';
import { announcedType, readAnnouncement, writeAnnouncement } from '../../common/mdns-announcement.ts';
import type { HeardService } from '../../common/mdns-services.ts';

const office: Announcement = {
  role: 'coordinator',
  name: 'Linden & Roth',
  version: '0.1.0',
  pin: 'ab'.repeat(32),
  agents: '8421',
  http: '8420',
};
const heard = (txt: Record<string, string>, type = announcedType): HeardService => ({
  type,
  name: 'coordinator-abab',
  hostName: null,
  txt: new Map(Object.entries(txt)),
  address: '192.168.10.12',
  gone: false,
});

describe('an announcement', () => {
  it('is read as it was written', () => {
    expect(readAnnouncement(heard(writeAnnouncement(office)))).toEqual(office);
  });

  it('leaves out what an agent does not have', () => {
    expect(Object.keys(writeAnnouncement({ ...office, agents: undefined, http: undefined }))).not.toContain('agents');
  });

  it('is cut to what one text of a record holds, whole characters only', () => {
    const { name = '' } = writeAnnouncement({ ...office, name: '€'.repeat(120) });
    expect(name).toBe('€'.repeat(83));
    expect(Buffer.byteLength(`name=${name}`)).toBeLessThanOrEqual(255);
  });

  it('of a newer version may say more', () => {
    expect(readAnnouncement(heard({ ...writeAnnouncement(office), colour: 'blue' }))).toEqual(office);
  });

  it.each([
    ['of another service', heard(writeAnnouncement(office), '_ssh._tcp')],
    ['without a pin', heard({ role: 'coordinator', name: 'x', version: '1' })],
    ['with a pin that is none', heard({ ...writeAnnouncement(office), pin: 'AB' })],
    ['with a port that is none', heard({ ...writeAnnouncement(office), agents: '8421; rm' })],
    ['of another role', heard({ ...writeAnnouncement(office), role: 'admin' })],
    ['with an empty name', heard({ ...writeAnnouncement(office), name: '\u0007' })],
    ['with a name that is too long', heard({ ...writeAnnouncement(office), name: 'x'.repeat(130) })],
  ])('%s is none', (_what, service) => expect(readAnnouncement(service)).toBeNull());

  it('keeps no control characters in its name', () => {
    const service = heard({ ...writeAnnouncement(office), name: 'Linden\u001b[2J' });
    expect(readAnnouncement(service)?.name).toBe('Linden[2J');
  });
});
