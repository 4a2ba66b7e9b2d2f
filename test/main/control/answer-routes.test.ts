import express from 'express';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { AnswerFrame } from '../../../contract/control-api.ts';
import { Listeners } from '../../../main/base/listeners.ts';
import { answerRoutes } from '../../../main/control/answer-routes.ts';
import { setVisitor } from '../../../main/control/visitor.ts';
import { aVisitor } from '../../support/control/a-visitor.ts';
import { until } from '../../support/until.ts';

it('cuts off a client that reads nothing, watching for it once', async () => {
  const listeners = new Listeners<[AnswerFrame]>();
  let following = 0;
  const follow = (_id: string, _owner: string, listener: (frame: AnswerFrame) => void) => {
    following += 1;
    const leave = listeners.add(listener);
    return () => {
      following -= 1;
      leave();
    };
  };
  const app = express();
  app.use(
    (_request, response, next) => {
      setVisitor(response, aVisitor());
      next();
    },
    answerRoutes({ follow, stop: () => undefined }, 100),
  );
  const responses: ServerResponse[] = [];
  const server = createServer((request, response) => {
    responses.push(response);
    app(request, response);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  onTestFinished(() => void client.destroy());
  client.write('GET /a1 HTTP/1.1\r\nhost: x\r\n\r\n');
  await until('it follows', () => following === 1);

  const frame: AnswerFrame = { type: 'text', text: 'word '.repeat(20_000) };
  let watching = 0;
  await until('it is cut off', () => {
    for (let more = 0; more < 10; more += 1) listeners.call(frame);
    watching = Math.max(watching, responses[0]?.listenerCount('drain') ?? 0);
    return following === 0;
  });
  expect(watching).toBe(1);
  expect(responses[0]?.destroyed).toBe(true);
});
