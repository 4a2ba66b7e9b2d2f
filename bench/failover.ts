/**
 * npm run bench -- failover: how long the reader of an answer waits when its runner is killed in the middle.
 *
 * Two real runners of the demo model on the processor; the first one is killed (SIGKILL) at a token, and the gateway's answering goes
 * on with the second, which reads prompt and answer so far anew. Each answer is compared with the one that nobody disturbed. Then the
 * only replica of a real office: the answer goes on when the model is loaded again.
 */
import path from 'node:path';
import type { LoadedReplica } from '../node-agent/engine/engine.ts';
import { aProcessor } from '../test/support/a-gpu.ts';
import { aRequest, answeringOver, collect, textIn } from '../test/support/gateway/answering-over.ts';
import { CuttingFleet, type Engine } from '../test/support/gateway/cutting-fleet.ts';
import { demoFile, demoSpec } from '../test/support/engine/demo-spec.ts';
import { engineFor } from '../test/support/engine/engine-suite.ts';
import { killAlone } from './parts/alone.ts';
import { figure, machineWords, middle, printReport, quantile } from './report.ts';

const rounds = 20;
const aloneRounds = 7;
const never = new AbortController().signal;
const messages = [{ role: 'user' as const, content: 'tell me a story' }];

const gpu = aProcessor();
const engine = engineFor({ name: 'processor', entry: path.resolve('node-agent/engine/llama-runner.ts'), gpu });
const load = (): Promise<LoadedReplica> =>
  engine.load({ spec: demoSpec({ gpuIds: [gpu.id] }), file: demoFile, gpus: [gpu] }, never);

/** Its runner is killed when this token comes. */
const killedAt = (replica: LoadedReplica, position: number): Engine =>
  async function* killed(request, signal) {
    for await (const frame of replica.generate(request, signal)) {
      if (frame.type === 'token' && frame.position === position && replica.pid) process.kill(replica.pid, 'SIGKILL');
      yield frame;
    }
  };

async function answer(engines: readonly Engine[]) {
  const { answering, slots } = answeringOver(new CuttingFleet(engines, [Infinity]));
  const pieces = await collect(answering.answer(aRequest({ input: { kind: 'chat', messages } }), never));
  slots.close();
  return { text: textIn(pieces), moves: pieces.flatMap((piece) => (piece.type === 'moved' ? [piece.gapMs] : [])) };
}

const second = await load();
const goesOn: Engine = (request, signal) => second.generate(request, signal);
const whole = await answer([goesOn]);
const gaps: number[] = [];
let same = 0;
for (let round = 0; round < rounds; round += 1) {
  const first = await load();
  const { text, moves } = await answer([killedAt(first, 2 + 3 * round), goesOn]);
  gaps.push(...moves);
  same += text === whole.text ? 1 : 0;
  await first.unload();
}
await second.unload();
const alone = await killAlone(aloneRounds);
const loading = middle(alone.loads).value;
gaps.sort((a, b) => a - b);
printReport({
  name: 'failover',
  machine: machineWords(),
  seed: null,
  figures: [
    figure({ name: 'runner killed in the middle, to the next token', unit: 'ms', values: gaps, atMost: 1_000 }),
    figure({ name: 'the same (p95)', unit: 'ms', values: [quantile(gaps, 0.95)] }),
    figure({ name: `answers that moved, of ${rounds}`, unit: '', values: [gaps.length] }),
    figure({ name: 'the only runner killed, to the next token', unit: 'ms', values: alone.gaps }),
    figure({ name: 'the same less a load', unit: 'ms', values: alone.gaps.map((gap) => gap - loading), atMost: 5_000 }),
    figure({ name: 'a load', unit: 'ms', values: alone.loads }),
    figure({ name: `answers the same to the last byte, of ${rounds}`, unit: '', values: [same], atLeast: rounds }),
  ],
});
process.exit(0);
