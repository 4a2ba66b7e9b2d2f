/** Another PC of the office while HTTPS is required, and while it is not. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessView } from '../../contract/access.ts';
import { openRigCaller, type RigCaller } from '../support/rig-caller.ts';

const plain = 'http://10.77.0.2:8420';
const secure = 'https://coordinator.local:8422';

let caller: RigCaller;
beforeAll(async () => {
  caller = await openRigCaller();
});
afterAll(() => caller?.rig.close());

const withKey = () => ['-H', `authorization: Bearer ${caller.key}`];

describe('another PC', () => {
  it('loads the certificate plainly, and is answered by it at the name and at the address', async () => {
    writeFileSync(caller.ca, (await caller.ask(`${plain}/ca.crt`)).text);
    for (const at of [secure, 'https://10.77.0.2:8422']) {
      const { status, text } = await caller.ask(`${at}/v1/models`, '--cacert', caller.ca, ...withKey());
      expect([status, text]).toEqual([200, expect.stringContaining('"demo"')]);
    }
    expect((await caller.ask(`${plain}/v1/models`, ...withKey())).status).toBe(200);
  });

  it('may use plain HTTP for nothing but joining and the certificate once HTTPS is required', async () => {
    await caller.office.command('https', 'require');
    const refused = await caller.ask(`${plain}/v1/models`, ...withKey());
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('https_required')]);
    expect(refused.text).toContain('https://10.77.0.2:8422/v1');
    expect(await caller.ask(`${plain}/machines?x=1`)).toMatchObject({
      status: 308,
      to: 'https://10.77.0.2:8422/machines?x=1',
    });
    expect((await caller.ask(`${plain}/control/state`)).status).toBe(403);
    expect((await caller.ask(`${plain}/join`)).status).toBe(200);
    expect((await caller.ask(`${plain}/ca.cer`, '-o', '/dev/null')).status).toBe(200);
    expect((await caller.ask(`${secure}/v1/models`, '--cacert', caller.ca, ...withKey())).status).toBe(200);
  });

  it('finds it so after a restart, and plain again when the office says so', async () => {
    await caller.office.kill();
    await caller.office.start();
    expect((await caller.ask(`${plain}/v1/models`, ...withKey())).status).toBe(403);
    await caller.office.command('https', 'optional');
    expect((await caller.ask(`${plain}/v1/models`, ...withKey())).status).toBe(200);
  });

  it('sees the office’s card named among its addresses', async () => {
    const view = AccessView.parse(await caller.office.control('GET', '/control/access'));
    expect(view.localName).toBe('coordinator.local');
    expect(view.adapters.map(({ address }) => address)).toEqual(['10.77.0.2']);
    expect(await caller.office.command('status')).toContain('https://coordinator.local:8422/v1');
  });
});
