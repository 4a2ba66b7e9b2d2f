/** Another PC of the office while HTTPS is required, and while it is not. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessView } from '../../contract/access.ts';
import { RigOffice } from '../support/rig-office.ts';
import { runOn } from '../support/run-on.ts';
import type { Pc } from './pc.ts';
import { Rig } from './rig.ts';

const plain = 'http://10.77.0.2:8420';
const secure = 'https://coordinator.local:8422';

let rig: Rig;
let office: RigOffice;
let pc: Pc;
let key: string;
let ca: string;

beforeAll(async () => {
  rig = await Rig.make();
  office = await RigOffice.open(rig);
  pc = await rig.addPc(1);
  key = (JSON.parse(await office.command('key', 'new', 'laptop', '--json')) as { key: string }).key;
  ca = path.join(rig.folder, 'loaded.crt');
});
afterAll(() => rig.close());

/** Status, where it is sent on to, and the body, as curl on that PC gets them. */
async function ask(url: string, ...more: readonly string[]): Promise<{ status: number; to: string; text: string }> {
  const form = String.raw`\n%{http_code} %{redirect_url}`;
  const words = ['-sS', '--resolve', 'coordinator.local:8422:10.77.0.2', '-w', form, ...more, url];
  const said = await runOn(pc, 'curl', words);
  const end = said.lastIndexOf('\n');
  const [status, to = ''] = said.slice(end + 1).split(' ');
  return { status: Number(status), to, text: said.slice(0, end) };
}
const withKey = () => ['-H', `authorization: Bearer ${key}`];

describe('another PC', () => {
  it('loads the certificate plainly, and is answered by it at the name and at the address', async () => {
    writeFileSync(ca, (await ask(`${plain}/ca.crt`)).text);
    for (const at of [secure, 'https://10.77.0.2:8422']) {
      const { status, text } = await ask(`${at}/v1/models`, '--cacert', ca, ...withKey());
      expect([status, text]).toEqual([200, expect.stringContaining('"demo"')]);
    }
    expect((await ask(`${plain}/v1/models`, ...withKey())).status).toBe(200);
  });

  it('may use plain HTTP for nothing but joining and the certificate once HTTPS is required', async () => {
    await office.command('https', 'require');
    const refused = await ask(`${plain}/v1/models`, ...withKey());
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('https_required')]);
    expect(refused.text).toContain('https://10.77.0.2:8422/v1');
    expect(await ask(`${plain}/machines?x=1`)).toMatchObject({
      status: 308,
      to: 'https://10.77.0.2:8422/machines?x=1',
    });
    expect((await ask(`${plain}/control/state`)).status).toBe(403);
    expect((await ask(`${plain}/join`)).status).toBe(200);
    expect((await ask(`${plain}/ca.cer`, '-o', '/dev/null')).status).toBe(200);
    expect((await ask(`${secure}/v1/models`, '--cacert', ca, ...withKey())).status).toBe(200);
  });

  it('finds it so after a restart, and plain again when the office says so', async () => {
    await office.kill();
    await office.start();
    expect((await ask(`${plain}/v1/models`, ...withKey())).status).toBe(403);
    await office.command('https', 'optional');
    expect((await ask(`${plain}/v1/models`, ...withKey())).status).toBe(200);
  });

  it('sees the office’s card named among its addresses', async () => {
    const view = AccessView.parse(await office.control('GET', '/control/access'));
    expect(view.localName).toBe('coordinator.local');
    expect(view.adapters.map(({ address }) => address)).toEqual(['10.77.0.2']);
    expect(await office.command('status')).toContain('https://coordinator.local:8422/v1');
  });
});
