/** /control/deployments and /control/plan: what shall run, and what would. See contract/deployments.ts for their calls. */
import { Router } from 'express';
import { WhatIfRequest } from '../../contract/deployments.ts';
import { DeploymentWishes } from '../../contract/model.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { DeploymentsOffice } from './deployments-office.ts';

const bodyBytes = 64 * 1024;

export function deploymentRoutes(office: DeploymentsOffice): Router {
  const router = Router();
  router.put('/:name', async (request, response) => {
    const wishes = parse(DeploymentWishes, await readJson(request, bodyBytes));
    response.json(office.deploy(request.params.name, wishes));
  });
  router.delete('/:name', (request, response) => {
    office.undeploy(request.params.name);
    response.status(204).end();
  });
  return router;
}

export function planRoutes(office: DeploymentsOffice): Router {
  const router = Router();
  router.post('/what-if', async (request, response) => {
    response.json(office.whatIf(parse(WhatIfRequest, await readJson(request, bodyBytes))));
  });
  router.get('/office', (_request, response) => void response.json(office.officeFile()));
  return router;
}
