/** The runner’s side of the IPC channel, the same for every backend. */
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { GenerateFrame, GenerateRequest } from '../../contract/generate.ts';
import { toProblem } from '../../contract/problem.ts';
import type { GpuProof, ReplicaMemory } from '../../contract/replica.ts';
import { RunnerOrder, type RunnerFrame, type RunnerLoad, type RunnerReply } from './runner-ipc.ts';

/** What computes inside a runner. */
export interface RunnerBackend {
  /** Tokens computed since the load. */
  readonly tokensGenerated: number;
  /** @throws ProblemError when the model cannot be loaded as ordered */
  load(order: RunnerLoad): Promise<{ memory: ReplicaMemory; proof: GpuProof | null }>;
  /** One answer. Computes at most one more token after the abort. */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame>;
  /** Vectors. Computes at most one more input after the abort. */
  embed(request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame>;
}

const countEveryMs = 200;

/** The life of a runner: carries out its parent's orders, and ends with it. */
export function serveRunner(backend: RunnerBackend, host: NodeJS.Process): void {
  const running = new Map<number, AbortController>();
  let counted = 0;

  const reply = (message: RunnerReply): void => void host.send?.(message);
  const count = (): void => {
    if (backend.tokensGenerated === counted) return;
    counted = backend.tokensGenerated;
    reply({ type: 'count', tokensGenerated: counted });
  };
  // At once and without destructors: a driver's may hang, and a runner that outlives its agent holds video memory.
  const end = (): void => void host.kill(host.pid, 'SIGKILL');

  const load = async (order: RunnerLoad): Promise<void> => {
    try {
      reply({ type: 'loaded', ...(await backend.load(order)) });
    } catch (error) {
      host.stderr.write(`${String(error)}\n`);
      host.send?.({ type: 'refused', problem: toProblem(error) } satisfies RunnerReply, end);
    }
  };

  const carryOut = async (id: number, work: (signal: AbortSignal) => AsyncIterable<RunnerFrame>): Promise<void> => {
    const abort = new AbortController();
    running.set(id, abort);
    const frame = (value: RunnerFrame): void => reply({ type: 'frame', id, frame: value });
    try {
      for await (const value of work(abort.signal)) {
        if (value.type === 'end') count();
        frame(value);
      }
    } catch (error) {
      host.stderr.write(`${String(error)}\n`);
      count();
      frame({ type: 'error', problem: toProblem(error) });
    } finally {
      running.delete(id);
    }
  };

  host.on('message', (message) => {
    const order = RunnerOrder.parse(message);
    if (order.type === 'load') void load(order);
    else if (order.type === 'generate') void carryOut(order.id, (signal) => backend.generate(order.request, signal));
    else if (order.type === 'embed') void carryOut(order.id, (signal) => backend.embed(order.request, signal));
    else running.get(order.id)?.abort();
  });
  host.on('disconnect', end);
  // A terminal's Ctrl+C reaches the whole group; the agent decides when its runners end.
  host.on('SIGINT', () => {});
  setInterval(count, countEveryMs).unref();
}
