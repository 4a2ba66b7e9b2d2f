/** /control/session: who a browser is, and what it may. See contract/people.ts for their calls. */
import { Router, type Response } from 'express';
import { AdminSignIn, InviteToken, type Session } from '../../contract/people.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { OpenCalls } from './open-calls.ts';
import type { PasswordOffice, PeopleOffice } from './people-office.ts';
import type { Sessions } from './sessions.ts';
import { setVisitor, visitorOf, type Visitor } from './visitor.ts';

interface SessionRouteParts {
  readonly sessions: Sessions;
  readonly people: PeopleOffice;
  readonly calls: OpenCalls;
  readonly officeName: () => string;
  readonly password: PasswordOffice;
}

const bodyBytes = 8 * 1024;

export function sessionRoutes({ sessions, people, password, calls, officeName }: SessionRouteParts): Router {
  const router = Router();
  const tell = (response: Response, visitor: Visitor): void => void response.json(viewOf(visitor, officeName()));

  router.get('/', (_request, response) => tell(response, visitorOf(response)));
  router.delete('/', (request, response) => {
    const visitor = visitorOf(response);
    response.setHeader('set-cookie', sessions.signOut(visitor, request.socket));
    calls.end(({ session }) => session !== null && session === visitor.session, response);
    response.status(204).end();
  });
  router.post('/invite', async (request, response) => {
    const { token } = parse(InviteToken, await readJson(request, bodyBytes));
    response.json(people.look(token, request.socket.remoteAddress ?? ''));
  });
  router.post('/accept', async (request, response) => {
    const { token } = parse(InviteToken, await readJson(request, bodyBytes));
    const person = people.accept(token, request.socket.remoteAddress ?? '');
    const { cookie, visitor } = sessions.begin(person, request.socket);
    setVisitor(response, visitor);
    response.setHeader('set-cookie', cookie);
    response.status(201);
    tell(response, visitor);
  });
  router.post('/admin', async (request, response) => {
    const visitor = visitorOf(response);
    const signIn = parse(AdminSignIn, await readJson(request, bodyBytes));
    if (visitor.person.role === 'admin') await password.check(signIn.password, request.socket.remoteAddress ?? '');
    const admin = sessions.becomeAdmin(visitor);
    // Its event stream showed what members see: the page opens it anew.
    calls.end(({ session }) => session === visitor.session, response);
    tell(response, admin);
  });
  router.delete('/admin', (_request, response) => {
    const visitor = visitorOf(response);
    const member = sessions.leaveAdmin(visitor);
    calls.end(({ session }) => session === visitor.session, response);
    tell(response, member);
  });
  return router;
}

const viewOf = ({ person, atThisPc, admin, adminUntil }: Visitor, office: string): Session => ({
  office,
  person: { id: person.id, name: person.name, role: person.role },
  atThisPc,
  admin,
  adminUntil,
});
