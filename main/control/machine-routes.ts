/** /control/machines: finding, adding and using the office's PCs. See contract/control-machines.ts for its calls. */
import { Router } from 'express';
import { z } from 'zod';
import { HostKeyRequest, InstallRequest, JoinCommandsRequest, MachineChange } from '../../contract/control-machines.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { MachinesOffice } from './machines-office.ts';

const bodyBytes = 64 * 1024;
const Acceptance = z.strictObject({ name: z.string().trim().min(1).max(60).optional() });
const ByHand = z.strictObject({ address: z.string().trim().min(1).max(253) });
const TestRequest = z.strictObject({ gpuId: z.string().min(1).max(200).optional() });

export function machineRoutes(office: MachinesOffice): Router {
  const router = Router();

  router.post('/tokens', async (request, response) => {
    response
      .status(201)
      .json(await office.joinCommands(parse(JoinCommandsRequest, await readJson(request, bodyBytes))));
  });
  router.post('/asks/:id/accept', async (request, response) => {
    const { name } = parse(Acceptance, await readJson(request, bodyBytes));
    office.acceptAsk(request.params.id, name);
    response.status(204).end();
  });
  router.post('/asks/:id/reject', (request, response) => {
    office.rejectAsk(request.params.id);
    response.status(204).end();
  });

  router.post('/candidates', async (request, response) => {
    const { address } = parse(ByHand, await readJson(request, bodyBytes));
    response.status(201).json(await office.addCandidate(address));
  });
  router.delete('/candidates/:id', (request, response) => {
    office.dismissCandidate(request.params.id);
    response.status(204).end();
  });
  router.post('/scan', (_request, response) => {
    office.scanNetwork();
    response.status(202).end();
  });

  router.post('/host-key', async (request, response) => {
    response.json(await office.hostKey(parse(HostKeyRequest, await readJson(request, bodyBytes))));
  });
  router.delete('/host-key', async (request, response) => {
    office.forgetHostKey(parse(HostKeyRequest, await readJson(request, bodyBytes)));
    response.status(204).end();
  });
  router.post('/installs', async (request, response) => {
    response.status(201).json(office.install(parse(InstallRequest, await readJson(request, bodyBytes))));
  });
  router.post('/installs/:id/cancel', (request, response) => {
    office.cancelInstall(request.params.id);
    response.status(204).end();
  });
  router.delete('/installs/:id', (request, response) => {
    office.dismissInstall(request.params.id);
    response.status(204).end();
  });

  router.patch('/:id', async (request, response) => {
    office.changeMachine(request.params.id, parse(MachineChange, await readJson(request, bodyBytes)));
    response.status(204).end();
  });
  router.delete('/:id', (request, response) => {
    office.removeMachine(request.params.id);
    response.status(202).end();
  });
  router.post('/:id/update', (request, response) => {
    office.updateMachine(request.params.id);
    response.status(202).end();
  });
  router.post('/:id/wake', async (request, response) => {
    await office.wakeMachine(request.params.id);
    response.status(202).end();
  });
  router.post('/:id/test', async (request, response) => {
    const { gpuId } = parse(TestRequest, await readJson(request, bodyBytes));
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    response.json(await office.testMachine(request.params.id, gpuId ?? null, gone.signal));
  });
  return router;
}
