import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveControl, type ControlServer } from '../../support/control-server.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

describe('the calls about other names of models', () => {
  it.each<[method: string, where: string, body: unknown, call: [string, ...unknown[]], status: number]>([
    ['GET', 'aliases', undefined, ['all'], 200],
    ['PUT', 'aliases/gpt%2F4o', { model: 'qwen' }, ['put', { name: 'gpt/4o', model: 'qwen' }], 204],
    ['DELETE', 'aliases/default', undefined, ['remove', 'default'], 204],
  ])('%s %s reaches the office', async (method, where, body, call, status) => {
    at.aliases.answers.set('all', []);
    const response = await at.call(`/control/${where}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(status);
    expect(at.aliases.calls).toEqual([call]);
  });

  it.each<[string, unknown]>([
    ['aliases/two%20words', { model: 'qwen' }],
    [`aliases/${'x'.repeat(101)}`, { model: 'qwen' }],
    ['aliases/default', { model: '' }],
    ['aliases/default', {}],
  ])('PUT %s with %j is refused', async (where, body) => {
    const response = await at.call(`/control/${where}`, { method: 'PUT', body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(at.aliases.calls).toEqual([]);
  });

  it('are kept among what people did', async () => {
    await at.call('/control/aliases/default', { method: 'PUT', body: '{"model":"qwen"}' });
    expect(at.activity.events).toMatchObject([{ what: 'alias', subject: 'default' }]);
  });
});
