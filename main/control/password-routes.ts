/** /control/admin-password: when it was set, and a new one. See contract/people.ts for its calls. */
import { Router } from 'express';
import { NewAdminPassword, type AdminPasswordView } from '../../contract/people.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { OpenCalls } from './open-calls.ts';
import type { PasswordOffice } from './people-office.ts';
import type { Sessions } from './sessions.ts';
import { visitorOf } from './visitor.ts';

interface PasswordRouteParts {
  readonly password: PasswordOffice;
  readonly sessions: Pick<Sessions, 'endAdmin'>;
  readonly calls: OpenCalls;
}

const bodyBytes = 8 * 1024;

export function passwordRoutes({ password, sessions, calls }: PasswordRouteParts): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    response.json({ changedAt: password.changedAt } satisfies AdminPasswordView);
  });
  router.put('/', async (request, response) => {
    const wished = parse(NewAdminPassword, await readJson(request, bodyBytes));
    const { atThisPc } = visitorOf(response);
    if (!atThisPc) await password.check(wished.old ?? '', request.socket.remoteAddress ?? '');
    await password.set(wished.password);
    sessions.endAdmin();
    calls.end(({ adminUntil }) => adminUntil !== null, response);
    response.status(204).end();
  });
  return router;
}
