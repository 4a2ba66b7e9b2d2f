/** Another PC of the office while its network is left out, and while it is not. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRigCaller, type RigCaller } from '../support/rig-caller.ts';
import { runOn } from '../support/run-on.ts';

const plain = 'http://10.77.0.2:8420';
const secure = 'https://10.77.0.2:8422/v1/models';

let caller: RigCaller;
beforeAll(async () => {
  caller = await openRigCaller();
  writeFileSync(caller.ca, (await ask(`${plain}/ca.crt`)).text);
});
afterAll(() => caller?.rig.close());

const ask = (url: string, ...more: readonly string[]) => caller.ask(url, '-H', `x-api-key: ${caller.key}`, ...more);

/** Opens a connection to the office there and says nothing. Resolves once it stands; `closed`: the office has closed it. */
async function openIdle(): Promise<{ closed: Promise<unknown> }> {
  const script = `require('node:net').connect(8420, '10.77.0.2', () => console.log('open')).resume()`;
  const child = caller.pc.run(process.execPath, ['-e', script]);
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  return { closed };
}

describe('a PC whose network is left out', () => {
  it('is answered until then, and loses what it has open at once', async () => {
    expect((await ask(`${plain}/v1/models`)).status).toBe(200);
    expect((await ask(secure, '--cacert', caller.ca)).status).toBe(200);
    const { closed } = await openIdle();
    expect(await caller.office.command('networks', '10.99.0.0/24')).toMatch(/left out +10\.77\.0\.0\/24/);
    await closed;
  });

  it('is turned away from every page with a reason, and shown no certificate', async () => {
    for (const at of ['/v1/models', '/api/tags', '/control/state', '/join', '/', '/ca.crt']) {
      const { status, text } = await ask(`${plain}${at}`);
      expect([status, text], at).toEqual([403, expect.stringContaining('network of 10.77.0.11')]);
    }
    await expect(ask(secure, '--cacert', caller.ca)).rejects.toThrow(/curl/);
  });

  it('still reaches the agents’ door, which knows machines by their certificates', async () => {
    const script = `const socket = require('node:tls').connect({ host: '10.77.0.2', port: 8421, rejectUnauthorized: false },
      () => { console.log(socket.getPeerX509Certificate().subject); socket.destroy(); })`;
    expect(await runOn(caller.pc, process.execPath, ['-e', script])).toContain('CN=');
  });

  it('is left out after a restart, and answered when its network is chosen again', async () => {
    await caller.office.kill();
    await caller.office.start();
    expect((await ask(`${plain}/v1/models`)).status).toBe(403);
    await caller.office.command('networks', '10.99.0.0/24', '10.77.0.0/24');
    expect((await ask(`${plain}/v1/models`)).status).toBe(200);
    expect((await ask(secure, '--cacert', caller.ca)).status).toBe(200);
  });
});
