import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { permissionOf } from '../../../main/control/permissions.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { routesOf } from '../../support/source/routes-of.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

const forAnyone = ['POST /session/accept', 'POST /session/invite'];
const forMembers = [
  'DELETE /conversations/:id',
  'DELETE /presets/:id',
  'DELETE /session',
  'DELETE /session/admin',
  'GET /answers/:id',
  'GET /conversations',
  'GET /conversations/:id',
  'GET /conversations/search',
  'GET /events',
  'GET /presets',
  'GET /session',
  'GET /state',
  'PATCH /conversations/:id',
  'POST /answers/:id/stop',
  'POST /answers/count',
  'POST /conversations',
  'POST /conversations/:id/answers',
  'POST /presets',
  'POST /session/admin',
  'PUT /presets/:id',
];

const adminRoutes = (): string[] =>
  routesOf(at.control.rooms).filter((route) => ![...forAnyone, ...forMembers].includes(route));

/** As somebody without a session or with that cookie meets it. */
async function codeAt(route: string, cookie = ''): Promise<[status: number, code: string]> {
  const [method = '', path = ''] = route.split(' ');
  const response = await at.call(`/control${path.replaceAll(/:\w+/g, 'x1')}`, {
    method,
    headers: { authorization: '', cookie },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
  });
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

describe('who may call what', () => {
  it('is as it stands here for everyone who is no admin: a new route is an admin’s until this test says otherwise', () => {
    const all = routesOf(at.control.rooms);
    const by = (permission: string) =>
      all.filter((route) => {
        const [method = '', path = ''] = route.split(' ');
        return permissionOf(method, path.replaceAll(/:\w+/g, 'x1')) === permission;
      });
    expect(by('anyone')).toEqual(forAnyone);
    expect(by('member')).toEqual(forMembers);
    expect(by('admin').length).toBeGreaterThan(45);
  });

  it('holds for each admin route: 401 without a session, 403 for members, and nothing is done', async () => {
    const { cookie } = at.invited({ role: 'member' });
    const routes = adminRoutes();
    for (const route of routes) {
      expect(await codeAt(route), route).toEqual([401, 'no_session']);
      expect(await codeAt(route, cookie), route).toEqual([403, 'admin_only']);
    }
    const ports = [at.machines, at.models, at.deployments, at.keys, at.aliases, at.attached, at.access];
    expect(ports.flatMap(({ calls }) => calls)).toEqual([]);
    expect(at.people.list()).toHaveLength(2);
    expect(new Set(at.activity.events.map(({ what }) => what))).toEqual(new Set(['refused']));
  });

  it('holds for an admin at another PC until the password was shown', async () => {
    const jana = at.invited({ role: 'admin' });
    for (const route of adminRoutes()) expect(await codeAt(route, jana.cookie), route).toEqual([403, 'admin_only']);
  });

  it('holds for each member route: 401 without a session', async () => {
    for (const route of forMembers) expect(await codeAt(route), route).toEqual([401, 'no_session']);
  });

  it('is not walked around by another way to write an address', async () => {
    const { cookie } = at.invited({ role: 'member' });
    for (const path of ['/keys/', '//keys', '/keys?x=/session', '/%6Beys', '/session/../keys', '/state/../keys'])
      expect((await codeAt(`GET ${path}`, cookie))[0], path).toBeGreaterThanOrEqual(403);
    const head = await at.call('/control/keys', { method: 'HEAD', headers: { authorization: '', cookie } });
    expect(head.status).toBe(403);
  });
});
