import path from 'node:path';
import { expect, it } from 'vitest';
import { emptyRecord } from '../../../node-agent/service/install-record.ts';
import { placeOf } from '../../../node-agent/service/place.ts';
import { systemRecord } from '../../../node-agent/service/system-record.ts';

const place = placeOf('systemd-system', { home: '/root', env: {}, top: '/' });

it('says of an installation for all users what was made for it', () => {
  const folders = ['/opt', '/opt/aivailable-agent', '/opt/aivailable-agent/versions', '/var/lib/aivailable-agent'];
  const record = { ...emptyRecord(place), made: { folders, linger: false, user: true } };
  expect(systemRecord(record, place)).toEqual(record);
});

it('sends root nowhere else, whatever the agent wrote into it', () => {
  const folders = ['/etc', '/opt/aivailable', '/var/lib/aivailable-agent/../../../etc', '/opt/aivailable-agent'];
  const forged = { ...emptyRecord(place), kind: 'systemd-user', root: '/usr', data: '/etc', units: '/home' } as const;
  expect(systemRecord({ ...forged, made: { folders, linger: false, user: false } }, place)).toMatchObject({
    kind: 'systemd-system',
    root: path.join('/opt', 'aivailable-agent'),
    data: '/var/lib/aivailable-agent',
    units: '/etc/systemd/system',
    // That of units leads through it: it is removed only when it is empty, and never is.
    made: { folders: ['/etc', '/var/lib/aivailable-agent/../../../etc', '/opt/aivailable-agent'] },
  });
});
