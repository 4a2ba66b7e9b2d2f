/** The door for machines that are not let in yet: contract/enrolment.ts over HTTP/1.1, one request on each socket. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { allowMethod } from '../../common/allow-method.ts';
import { plainAddress } from '../../common/address.ts';
import { fingerprintOf } from '../../common/fingerprint.ts';
import type { Log } from '../../common/log.ts';
import {
  AskOpening,
  AskReveal,
  JoinRequest,
  type AskAnswer,
  type AskOpened,
  type Standing,
  type Welcome,
} from '../../contract/enrolment.ts';
import { problem, ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import { readJson, sendJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { Asker } from './asks.ts';

/** What is done for those who knock. Each throws a ProblemError when it is not. */
export interface JoinHandlers {
  join(who: Asker, request: JoinRequest): Welcome;
  open(who: Asker, opening: AskOpening): AskOpened;
  reveal(who: Asker, askId: string, nonce: string): void;
  answer(who: Asker, askId: string): AskAnswer;
  standing(who: Asker): Standing;
}

const maxHeaderSize = 8 * 1024;
const bodyBytes = 16 * 1024;
const askPath = /^\/asks\/([\w-]{1,64})(\/reveal)?$/;

/** The server is given sockets, with a certificate shown on each, and never listens. */
export function joinDoor(handlers: JoinHandlers, log: Log): Server {
  const server = createServer({ maxHeaderSize, keepAlive: false }, (request, response) => {
    response.setHeader('connection', 'close');
    void answer(handlers, request, response).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) log.error({ err: error }, 'the door for new machines failed');
      const found = toProblem(error);
      sendJson(response, new ProblemError(found).status, found);
    });
  });
  server.maxHeadersCount = 32;
  return server;
}

async function answer(handlers: JoinHandlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const who = askerOf(request);
  const { method = '', url = '' } = request;
  const [, askId, reveal] = askPath.exec(url) ?? [];
  const body = (): Promise<unknown> => readJson(request, bodyBytes);
  if (url === '/join') {
    allowMethod(method, 'POST');
    sendJson(response, 200, handlers.join(who, parse(JoinRequest, await body())));
  } else if (url === '/asks') {
    allowMethod(method, 'POST');
    sendJson(response, 201, handlers.open(who, parse(AskOpening, await body())));
  } else if (askId !== undefined && reveal !== undefined) {
    allowMethod(method, 'POST');
    handlers.reveal(who, askId, parse(AskReveal, await body()).nonce);
    sendJson(response, 200, {});
  } else if (askId !== undefined) {
    allowMethod(method, 'GET');
    sendJson(response, 200, handlers.answer(who, askId));
  } else if (url === '/standing') {
    allowMethod(method, 'GET');
    sendJson(response, 200, handlers.standing(who));
  } else {
    refuse('not_found', 'This door has no such address.');
  }
}

function askerOf({ socket }: IncomingMessage): Asker {
  const certificate = (socket as TLSSocket).getPeerX509Certificate();
  if (!certificate) throw new ProblemError(problem('tunnel_refused', 'No certificate was shown.'));
  return { certificate, address: plainAddress(socket.remoteAddress ?? '') };
}

/** What an asker is known by. */
export const fingerprintOfAsker = ({ certificate }: Asker): string => fingerprintOf(certificate);
