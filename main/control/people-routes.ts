/** /control/people: who may use the office's window. See contract/people.ts for their calls. */
import { Router } from 'express';
import { NewInvite, NewPerson, PersonChange } from '../../contract/people.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { PeopleOffice } from './people-office.ts';

const bodyBytes = 64 * 1024;

export function peopleRoutes(office: PeopleOffice): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.json(office.list()));
  router.post('/', async (request, response) => {
    response.status(201).json(office.add(parse(NewPerson, await readJson(request, bodyBytes))));
  });
  router.patch('/:id', async (request, response) => {
    response.json(office.change(request.params.id, parse(PersonChange, await readJson(request, bodyBytes))));
  });
  router.post('/:id/invites', async (request, response) => {
    const { days } = parse(NewInvite, await readJson(request, bodyBytes));
    response.status(201).json(office.invite(request.params.id, days));
  });
  router.post('/:id/revoke', (request, response) => {
    office.revoke(request.params.id);
    response.status(204).end();
  });
  router.delete('/:id', (request, response) => {
    office.remove(request.params.id);
    response.status(204).end();
  });
  return router;
}
