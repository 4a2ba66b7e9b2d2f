import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

describe('the calls about model files', () => {
  it.each<[method: string, where: string, body: unknown, call: [string, ...unknown[]], status: number]>([
    ['GET', 'catalogue', undefined, ['catalogue'], 200],
    ['GET', 'downloads', undefined, ['downloads'], 200],
    ['POST', 'downloads', { name: 'qwen3-8b' }, ['download', { name: 'qwen3-8b' }], 201],
    [
      'POST',
      'downloads',
      { name: 'qwen3-8b', quantization: 'Q8_0' },
      ['download', { name: 'qwen3-8b', quantization: 'Q8_0' }],
      201,
    ],
    [
      'POST',
      'downloads',
      { repo: 'acme/X-GGUF', file: 'sub/x-Q4_K_M.gguf' },
      ['download', { repo: 'acme/X-GGUF', file: 'sub/x-Q4_K_M.gguf' }],
      201,
    ],
    ['POST', 'downloads/d1/pause', {}, ['pauseDownload', 'd1'], 204],
    ['POST', 'downloads/d1/resume', {}, ['resumeDownload', 'd1'], 204],
    ['POST', 'downloads/d1/cancel', {}, ['cancelDownload', 'd1'], 204],
    ['POST', 'copies/c1/cancel', {}, ['cancelCopy', 'c1'], 204],
    ['POST', 'import', { path: '/models' }, ['import', '/models'], 200],
    ['DELETE', 'llama-3.2-3b', undefined, ['remove', 'llama-3.2-3b'], 202],
    ['DELETE', encodeURIComponent('模型 7b'), undefined, ['remove', '模型 7b'], 202],
  ])('%s %s reaches the office', async (method, where, body, call, status) => {
    at.models.answers.set(call[0], { said: call[0] });
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await at.call(`/control/models/${where}`, init);
    expect(response.status).toBe(status);
    expect(at.models.calls).toEqual([call]);
    expect(await response.text()).toBe(status < 202 ? JSON.stringify({ said: call[0] }) : '');
  });

  it.each([
    { name: '' },
    { name: 'x', quantisation: 'Q4_K_M' },
    { repo: 'acme', file: 'x.gguf' },
    { repo: '../etc', file: 'x.gguf' },
    { repo: 'acme/x', file: '../../x.gguf' },
    { repo: 'acme/x', file: '/x.gguf' },
    { repo: 'acme/x', file: 'x.gguf?download=true' },
    { repo: 'acme/x', file: 'x.safetensors' },
    {},
  ])('refuse to load %o', async (body) => {
    expect(await at.post('/control/models/downloads', body)).toMatchObject({ error: { code: 'invalid_request' } });
    expect(at.models.calls).toEqual([]);
  });

  it('pass the office’s refusal on, with its status', async () => {
    at.models.refusal = new ProblemError(problem('model_file_invalid', 'The file is cut off.'));
    const response = await at.call('/control/models/import', { method: 'POST', body: '{"path":"/x.gguf"}' });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { code: 'model_file_invalid' } });
  });
});
