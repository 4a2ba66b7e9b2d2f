/**
 * The tunnel of a simulated PC, as the coordinator calls it: function calls with delays, which are late while its network is
 * silent and lost when the tunnel ends. Reports keep their order; commands may overtake each other.
 */
import type { AgentReport, CourtesyNote, OfficeNote } from '../../../contract/agent-api.ts';
import type { GenerateFrame, GenerateRequest } from '../../../contract/generate.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';
import type { ReplicaSpec } from '../../../contract/replica.ts';
import type { AgentLink, Hello } from '../../../main/link/agent-link.ts';
import type { Ground } from './ground.ts';
import { Pipe } from './pipe.ts';
import type { SimPc } from './sim-pc.ts';

const beatMs = 1_400;
const steadyBeats = 3;
const callTimeoutMs = 10_000;

/** What of a tunnel the coordinator's rooms use here. */
type Used = 'machineId' | 'fingerprint' | 'address' | 'closed' | 'steady' | 'close';
type Calls =
  'hello' | 'answers' | 'reports' | 'tellOffice' | 'tellCourtesy' | 'putReplica' | 'dropReplica' | 'generate';

const lost = (): ProblemError => new ProblemError(problem('machine_lost', 'The tunnel ended.'));

export class SimLink implements Pick<AgentLink, Used | Calls> {
  readonly machineId: string;
  readonly fingerprint: string;
  readonly address = '10.0.0.1';
  readonly closed: Promise<void>;
  readonly steady: Promise<void>;
  /** So many of its next commands are lost on the way, or not understood. */
  deaf = 0;
  readonly #pc: SimPc;
  readonly #ground: Ground;
  readonly #admit: (generation: number) => void;
  readonly #ended = Promise.withResolvers<void>();
  readonly #stood = Promise.withResolvers<void>();
  /** What waits for something from the other side. */
  readonly #open = new Set<(error: unknown) => void>();
  /** Answers that its agent writes for it. */
  readonly #answers = new Set<() => void>();
  readonly #tellHere = this.#stream();
  #reports: Pipe<AgentReport> | null = null;
  #isHere = true;
  #isThere = true;

  constructor(pc: SimPc, ground: Ground) {
    this.#pc = pc;
    this.#ground = ground;
    this.machineId = pc.id;
    this.fingerprint = pc.id;
    this.#admit = pc.takeOrders();
    this.closed = this.#ended.promise;
    this.steady = this.#stood.promise;
    this.#beat(1);
  }

  hello(): Promise<Hello> {
    return this.#call(() => {
      const whole = this.#pc.hello();
      return { head: whole, whole };
    });
  }

  async answers(withinMs: number): Promise<boolean> {
    const late = Promise.withResolvers<boolean>();
    this.#ground.time.in(withinMs, () => late.resolve(false));
    return Promise.race([late.promise, this.#call(() => true).catch(() => false)]);
  }

  tellOffice(_note: OfficeNote): Promise<void> {
    return Promise.resolve();
  }

  tellCourtesy(_note: CourtesyNote): Promise<void> {
    return Promise.resolve();
  }

  async *reports(signal: AbortSignal): AsyncGenerator<AgentReport, void, void> {
    const pipe = new Pipe<AgentReport>();
    this.#reports = pipe;
    signal.addEventListener('abort', () => pipe.fail(signal.reason), { once: true });
    this.#toAgent(() => this.tell());
    yield* pipe;
  }

  putReplica(spec: ReplicaSpec, { generation = 0 }: { generation?: number } = {}): Promise<void> {
    const heard = this.#pc.watch.put(this.#pc, spec);
    return this.#command(generation, () => this.#pc.put(spec)).finally(heard);
  }

  dropReplica(replicaId: string, { generation = 0 }: { generation?: number } = {}): Promise<void> {
    this.#pc.watch.drop(this.#pc, replicaId);
    return this.#command(generation, () => this.#pc.drop(replicaId));
  }

  async *generate(
    replicaId: string,
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateFrame, void, void> {
    signal.throwIfAborted();
    if (!this.#isHere) throw lost();
    const pipe = new Pipe<GenerateFrame>();
    const fail = (error: unknown): void => pipe.fail(error);
    const onAbort = (): void => fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#open.add(fail);
    const stops: (() => void)[] = [];
    const toHere = this.#stream();
    let isOver = false;
    this.#toAgent(() => {
      if (isOver) return;
      try {
        const stopAnswer = this.#pc.find(replicaId).begin(request, (frame) => toHere(() => pipe.push(frame)));
        this.#answers.add(stopAnswer);
        stops.push(() => {
          this.#answers.delete(stopAnswer);
          stopAnswer();
        });
      } catch (error) {
        toHere(() => fail(error));
      }
    });
    try {
      for await (const frame of pipe) {
        yield frame;
        if (frame.type === 'end' || frame.type === 'error') return;
      }
    } finally {
      isOver = true;
      signal.removeEventListener('abort', onAbort);
      this.#open.delete(fail);
      this.#toAgent(() => stops.forEach((stop) => stop()));
    }
  }

  close(): void {
    this.breakHere();
  }

  /** The agent says how things are. */
  tell(): void {
    const report = this.#pc.report();
    this.#tellHere(() => this.#reports?.push(report));
  }

  /** The coordinator's side ends: by a lease that ran out, or because the other side has. */
  breakHere(): void {
    if (!this.#isHere) return;
    this.#isHere = false;
    this.#ended.resolve();
    for (const fail of this.#open) fail(lost());
    this.#open.clear();
    this.#ground.time.in(this.#delay(), () => this.#pc.heard(() => this.breakThere()));
  }

  /** The agent's side ends; the agent dials again. */
  breakThere(): void {
    if (!this.#isThere) return;
    this.endThere();
    this.#pc.linkEnded(this);
  }

  /** The agent's side ends, and with it what it wrote for this tunnel. */
  endThere(): void {
    if (!this.#isThere) return;
    this.#isThere = false;
    for (const stop of this.#answers) stop();
    this.#answers.clear();
    this.#ground.time.in(this.#delay(), () => this.#pc.heard(() => this.breakHere()));
  }

  #beat(beats: number): void {
    this.#ground.time.in(beatMs, () => {
      if (!this.#isHere) return;
      if (this.#pc.isSilent) return this.#beat(beats);
      if (beats === steadyBeats) return this.#stood.resolve();
      this.#beat(beats + 1);
    });
  }

  #command(generation: number, run: () => void): Promise<void> {
    if (this.deaf > 0) {
      this.deaf -= 1;
      return this.#call(() => undefined, false);
    }
    return this.#call(() => {
      this.#admit(generation);
      run();
    });
  }

  /** @param arrives false: it is lost on the way */
  #call<T>(run: () => T, arrives = true): Promise<T> {
    if (!this.#isHere) return Promise.reject(lost());
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#open.add(reject);
    const timer = setTimeout(() => reject(new DOMException('It took too long.', 'TimeoutError')), callTimeoutMs);
    if (arrives) {
      this.#toAgent(() => {
        try {
          const result = run();
          this.#toHere(() => resolve(result));
        } catch (error) {
          this.#toHere(() => reject(error));
        }
      });
    }
    return promise.finally(() => {
      this.#open.delete(reject);
      clearTimeout(timer);
    });
  }

  #toAgent(run: () => void): void {
    const arrive = (): void => {
      if (this.#isThere && this.#pc.isOn) run();
    };
    this.#ground.time.in(this.#delay(), () => this.#pc.heard(arrive));
  }

  #toHere(run: () => void): void {
    this.#ground.time.in(this.#delay(), () => this.#arriveHere(run));
  }

  /** Messages of one stream keep their order. */
  #stream(): (run: () => void) => void {
    let last = 0;
    return (run) => {
      const { time } = this.#ground;
      last = Math.max(last, time.now + this.#delay());
      time.at(last, () => this.#arriveHere(run));
    };
  }

  #arriveHere(run: () => void): void {
    this.#pc.heard(() => {
      if (this.#isHere) run();
    });
  }

  #delay(): number {
    const { slowMs } = this.#pc;
    return this.#ground.between(1, 20) + (slowMs > 0 ? this.#ground.below(slowMs) : 0);
  }
}
