import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveControl, type ControlServer } from '../../support/control-server.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

const changes = [{ kind: 'remove', machine: 'OFFICE-2' }];

describe('the calls about deployments and plans', () => {
  it.each<[method: string, where: string, body: unknown, call: [string, ...unknown[]], status: number]>([
    ['PUT', 'deployments/qwen%2Fx', { priority: 3 }, ['deploy', 'qwen/x', { priority: 3 }], 200],
    ['DELETE', 'deployments/demo', undefined, ['undeploy', 'demo'], 204],
    ['POST', 'plan/what-if', { changes }, ['whatIf', { changes }], 200],
    ['GET', 'plan/office', undefined, ['officeFile'], 200],
  ])('%s %s reaches the office', async (method, where, body, call, status) => {
    at.deployments.answers.set(call[0], { said: call[0] });
    const response = await at.call(`/control/${where}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(status);
    expect(at.deployments.calls).toEqual([call]);
    const said = status === 200 ? await response.json() : null;
    expect(said).toEqual(status === 200 ? { said: call[0] } : null);
  });

  it.each<[string, string, unknown]>([
    ['PUT', 'deployments/demo', { contextLength: 1 }],
    ['PUT', 'deployments/demo', { slots: { min: 3, max: 2 } }],
    ['PUT', 'deployments/demo', { priority: 11 }],
    ['PUT', 'deployments/demo', { replica: 2 }],
    ['POST', 'plan/what-if', { changes: [] }],
    ['POST', 'plan/what-if', { changes: [{ kind: 'explode', machine: 'A' }] }],
  ])('%s %s with %j is refused', async (method, where, body) => {
    const response = await at.call(`/control/${where}`, { method, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(at.deployments.calls).toEqual([]);
  });
});
