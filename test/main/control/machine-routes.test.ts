import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

const hostKey = `SHA256:${'a'.repeat(43)}`;
const install = { address: '10.0.0.7', port: 22, user: 'jana', hostKey, login: { kind: 'password', password: 'p' } };

describe('the calls about machines', () => {
  it.each<[method: string, where: string, body: unknown, call: [string, ...unknown[]], status: number]>([
    ['POST', 'tokens', {}, ['joinCommands', {}], 201],
    ['POST', 'tokens', { token: 'AIV1.x' }, ['joinCommands', { token: 'AIV1.x' }], 201],
    ['POST', 'tokens', { systems: ['linux'] }, ['joinCommands', { systems: ['linux'] }], 201],
    ['POST', 'asks/a1/accept', { name: ' STUDIO-1 ' }, ['acceptAsk', 'a1', 'STUDIO-1'], 204],
    ['POST', 'asks/a1/accept', {}, ['acceptAsk', 'a1', undefined], 204],
    ['POST', 'asks/a1/reject', {}, ['rejectAsk', 'a1'], 204],
    ['POST', 'candidates', { address: '10.0.0.7' }, ['addCandidate', '10.0.0.7'], 201],
    ['DELETE', 'candidates/c1', undefined, ['dismissCandidate', 'c1'], 204],
    ['POST', 'scan', {}, ['scanNetwork'], 202],
    ['POST', 'host-key', { address: 'pc', port: 22 }, ['hostKey', { address: 'pc', port: 22 }], 200],
    ['DELETE', 'host-key', { address: 'pc', port: 22 }, ['forgetHostKey', { address: 'pc', port: 22 }], 204],
    ['POST', 'installs', install, ['install', install], 201],
    ['POST', 'installs/i1/cancel', {}, ['cancelInstall', 'i1'], 204],
    ['DELETE', 'installs/i1', undefined, ['dismissInstall', 'i1'], 204],
    ['PATCH', 'm1', { paused: true }, ['changeMachine', 'm1', { paused: true }], 204],
    ['DELETE', 'm1', undefined, ['removeMachine', 'm1'], 202],
    ['POST', 'm1/update', {}, ['updateMachine', 'm1'], 202],
    ['POST', 'm1/wake', {}, ['wakeMachine', 'm1'], 202],
    ['PATCH', 'm1', { wakeWhenNeeded: true }, ['changeMachine', 'm1', { wakeWhenNeeded: true }], 204],
    ['POST', 'm1/test', {}, ['testMachine', 'm1', null], 200],
    ['POST', 'm1/test', { gpuId: 'cpu' }, ['testMachine', 'm1', 'cpu'], 200],
  ])('%s %s reaches the office', async (method, where, body, call, status) => {
    at.machines.answers.set(call[0], { said: call[0] });
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await at.call(`/control/machines/${where}`, init);
    expect(response.status).toBe(status);
    expect(at.machines.calls).toEqual([call]);
    expect(await response.text()).toBe(status < 202 ? JSON.stringify({ said: call[0] }) : '');
  });

  it.each([
    ['POST', 'candidates', { address: ' ' }, 'address'],
    ['POST', 'host-key', { address: 'pc', port: 0 }, 'port'],
    ['POST', 'installs', { ...install, hostKey: 'SHA256:short' }, 'hostKey'],
    ['POST', 'installs', { ...install, login: { kind: 'password', password: '' } }, 'login.password'],
    ['PATCH', 'm1', { hours: { days: [8], from: '18:00', until: '08:00' } }, 'hours.days.0'],
    ['PATCH', 'm1', { limits: { cpu: -1 } }, 'limits.cpu'],
    ['PATCH', 'm1', { name: '' }, 'name'],
  ])('%s %s with a wrong field is refused by that field’s name', async (method, where, body, param) => {
    const response = await at.call(`/control/machines/${where}`, { method, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_request', param } });
    expect(at.machines.calls).toEqual([]);
  });

  it('passes the office’s refusal on, with its status', async () => {
    at.machines.refusal = new ProblemError(problem('machine_not_found', 'There is no machine m9.'));
    const response = await at.call('/control/machines/m9', { method: 'DELETE' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'machine_not_found' } });
  });

  it('does not repeat a password that it was sent, whatever is wrong with the rest', async () => {
    const body = JSON.stringify({ ...install, user: '', login: { kind: 'password', password: 'secret-pa55' } });
    const response = await at.call('/control/machines/installs', { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('secret-pa55');
  });

  it('are for who has a session, and the backup for this PC', async () => {
    const bare = { method: 'POST', body: '{}', headers: { authorization: '' } };
    for (const where of ['machines/tokens', 'machines/installs', 'backup']) {
      expect((await at.call(`/control/${where}`, bare)).status, where).toBe(401);
    }
    expect(at.machines.calls).toEqual([]);
    at.machines.answers.set('backup', { format: 'aivailable-backup/1' });
    expect(await at.post('/control/backup')).toEqual({ format: 'aivailable-backup/1' });
  });
});
