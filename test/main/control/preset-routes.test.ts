import express from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Preset } from '../../../contract/presets.ts';
import { toProblem, ProblemError } from '../../../contract/problem.ts';
import { presetRoutes } from '../../../main/control/preset-routes.ts';
import { setVisitor } from '../../../main/control/visitor.ts';
import { PresetBook } from '../../../main/ledger/presets.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { aVisitor } from '../../support/control/a-visitor.ts';
import { tempDir } from '../../support/temp-dir.ts';

const visitor = (id: string, admin: boolean) => aVisitor({ person: { ...aVisitor().person, id }, admin });
const jana = visitor('jana', false);
const ruth = visitor('ruth', true);
const brief = { name: 'Brief', text: 'Be brief', shared: false };

let server: Server;
let asker = ruth;
const ledger = { close: () => undefined as void };

beforeEach(async () => {
  const db = openLedger(tempDir());
  ledger.close = () => db.close();
  const app = express();
  app.use(
    (_request, response, next) => {
      setVisitor(response, asker);
      next();
    },
    presetRoutes(new PresetBook(db)),
  );
  app.use(((error, _request, response, _next) => {
    response.status(error instanceof ProblemError ? error.status : 500).json(toProblem(error));
  }) satisfies express.ErrorRequestHandler);
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  ledger.close();
});

async function call(who: typeof asker, method: string, path: string, body?: unknown): Promise<Response> {
  asker = who;
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
const make = async (who: typeof asker, preset: unknown): Promise<Preset> =>
  Preset.parse(await (await call(who, 'POST', '/', preset)).json());
const namesFor = async (who: typeof asker): Promise<unknown> =>
  ((await (await call(who, 'GET', '/')).json()) as Preset[]).map(({ name, editable }) => [name, editable]);

describe('presets', () => {
  it('are each person’s own, unless they are shared', async () => {
    await make(jana, brief);
    await make(ruth, { ...brief, name: 'Letters', shared: true });
    expect(await namesFor(jana)).toEqual([
      ['Brief', true],
      ['Letters', false],
    ]);
    expect(await namesFor(ruth)).toEqual([['Letters', true]]);
  });

  it('are changed and deleted by whom they belong to', async () => {
    const { id } = await make(jana, brief);
    expect((await call(ruth, 'PUT', `/${id}`, brief)).status).toBe(404);
    expect((await call(ruth, 'DELETE', `/${id}`)).status).toBe(404);
    const changed = await call(jana, 'PUT', `/${id}`, { ...brief, text: 'Be briefer' });
    expect(await changed.json()).toMatchObject({ id, text: 'Be briefer' });
    expect((await call(jana, 'DELETE', `/${id}`)).status).toBe(204);
    expect(await namesFor(jana)).toEqual([]);
  });

  it('that are shared are an admin’s matter', async () => {
    const { id } = await make(ruth, { ...brief, shared: true });
    const own = await make(jana, brief);
    for (const refused of [
      await call(jana, 'PUT', `/${id}`, brief),
      await call(jana, 'DELETE', `/${id}`),
      await call(jana, 'POST', '/', { ...brief, shared: true }),
      await call(jana, 'PUT', `/${own.id}`, { ...brief, shared: true }),
    ])
      expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ code: 'admin_only' })]);
    await call(jana, 'DELETE', `/${own.id}`);
    expect((await call(ruth, 'PUT', `/${id}`, { ...brief, name: 'Short', shared: true })).status).toBe(200);
    expect(await namesFor(jana)).toEqual([['Short', false]]);
  });

  it.each([
    { ...brief, name: ' ' },
    { ...brief, text: '' },
    { ...brief, text: 'x'.repeat(8_001) },
    { ...brief, owner: 'ruth' },
    { name: 'Brief', text: 'Be brief' },
  ])('that make no sense are refused: %j', async (preset) => {
    expect((await call(ruth, 'POST', '/', preset)).status).toBe(400);
    expect(await namesFor(ruth)).toEqual([]);
  });

  it('have an end', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count <= 200; count += 1) statuses.add((await call(ruth, 'POST', '/', brief)).status);
    expect([...statuses]).toEqual([201, 400]);
  });
});
