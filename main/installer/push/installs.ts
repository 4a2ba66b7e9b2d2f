/** The installations over SSH: those that run, those that wait, and those that ended until an admin dismisses them. */
import type { InstallRequest, InstallView } from '../../../contract/control-machines.ts';
import type { Problem } from '../../../contract/errors.ts';
import { problem, ProblemError, refuse, toProblem } from '../../../contract/problem.ts';
import type { Log } from '../../../common/log.ts';
import type { Clock } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import { Listeners } from '../../base/listeners.ts';
import { Push } from './push.ts';
import type { PushParts } from './push-parts.ts';
import { PushSteps } from './push-steps.ts';
import { RemoteFailure } from '../ssh/ssh-command.ts';
import { ConnectionLost } from '../ssh/ssh-session.ts';
import { Turns } from './turns.ts';

interface InstallsParts extends PushParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How long an end waits for PCs that do not answer any more, in milliseconds. */
  readonly closeMs?: number;
}

interface Install {
  view: Omit<InstallView, 'steps'>;
  readonly steps: PushSteps;
  readonly stop: AbortController;
  readonly push: Push;
  done: Promise<void>;
}

const atOnce = 4;
const usualCloseMs = 10_000;

export class Installs {
  readonly #parts: InstallsParts;
  readonly #installs = new Map<string, Install>();
  readonly #changed = new Listeners();
  readonly #turns = new Turns(atOnce);

  constructor(parts: InstallsParts) {
    this.#parts = parts;
  }

  /** Called whenever a view changed. Returns how to leave. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Oldest first. */
  list(): InstallView[] {
    return [...this.#installs.values()].map(viewOf);
  }

  /** Begins an installation; of more than four at once the later ones wait. @throws ProblemError install_failed when one runs for this address */
  start(request: InstallRequest): InstallView {
    const address = request.address.trim();
    for (const { view } of this.#installs.values()) {
      if (view.address !== address) continue;
      if (view.state === 'running') {
        refuse('install_failed', `An installation on ${address} runs already.`, {
          effect: 'No second one was started.',
          action: 'Wait for it, or cancel it first.',
        });
      }
      this.#installs.delete(view.id);
    }
    const steps = new PushSteps(() => this.#changed.call());
    const install: Install = {
      view: {
        id: newId('install'),
        address,
        user: request.user,
        state: 'running',
        startedAt: this.#parts.clock.now(),
        endedAt: null,
        problem: null,
        machineId: null,
      },
      steps,
      stop: new AbortController(),
      push: new Push(this.#parts, { ...request, address }, steps),
      done: Promise.resolve(),
    };
    this.#installs.set(install.view.id, install);
    install.done = this.#run(install);
    this.#changed.call();
    return viewOf(install);
  }

  /** Stops it and takes back what it did; one that ended stays as it is. @throws ProblemError install_not_found */
  cancel(id: string): void {
    this.#find(id).stop.abort(new Cancelled());
  }

  /** Shows it no longer. @throws ProblemError install_not_found; invalid_request while it runs */
  dismiss(id: string): void {
    if (this.#find(id).view.state === 'running') refuse('invalid_request', 'It still runs. Cancel it first.');
    this.#installs.delete(id);
    this.#changed.call();
  }

  /** Cancels all and waits until what they did is taken back, but not for a PC that does not answer any more. */
  async close(): Promise<void> {
    const all = [...this.#installs.values()];
    for (const { stop } of all) stop.abort(new Cancelled());
    const late = setTimeout(() => all.forEach(({ push }) => push.close()), this.#parts.closeMs ?? usualCloseMs);
    await Promise.all(all.map(({ done }) => done));
    clearTimeout(late);
  }

  #find(id: string): Install {
    return this.#installs.get(id) ?? refuse('install_not_found', 'There is no such installation.');
  }

  async #run(install: Install): Promise<void> {
    const { push, steps, stop, view } = install;
    const { log } = this.#parts;
    const about = { install: view.id, address: view.address, user: view.user };
    if (this.#turns.isFull) steps.begin('connect', `Waits until one of the ${atOnce} that run is done.`);
    try {
      const machineId = await this.#turns.run(() => push.run(stop.signal), stop.signal);
      this.#end(install, { state: 'done', machineId });
      log.info({ ...about, machineId }, 'an installation over SSH is done');
    } catch (error) {
      const cancelled = stop.signal.aborted;
      const found = cancelled ? null : problemOf(error, view.address);
      if (steps.running) {
        if (found) steps.failed(steps.running, found.message);
        else steps.undone(steps.running, 'Cancelled.');
      }
      const left = await push.takeBack();
      // What is not ours to explain is explained to whoever reads the log.
      const unexplained = found?.code === 'internal' ? { err: error } : {};
      log.warn(
        { ...about, cancelled, why: found?.message, left, ...unexplained },
        'an installation over SSH ended early',
      );
      this.#end(install, { state: cancelled ? 'cancelled' : 'failed', problem: withLeft(found, left) });
    } finally {
      push.close();
    }
  }

  #end(install: Install, how: Pick<InstallView, 'state'> & Partial<Pick<InstallView, 'machineId' | 'problem'>>): void {
    install.view = { ...install.view, ...how, endedAt: this.#parts.clock.now() };
    this.#changed.call();
  }
}

class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

const viewOf = ({ view, steps }: Install): InstallView => ({ ...view, steps: steps.list() });

function problemOf(error: unknown, address: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof ConnectionLost) return problem('install_failed', `The connection to ${address} broke.`);
  if (error instanceof RemoteFailure) return problem('install_failed', error.message);
  return toProblem(error);
}

function withLeft(found: Problem | null, left: readonly string[]): Problem | null {
  if (left.length === 0) return found;
  const said = found ?? problem('install_failed', 'It was cancelled.');
  return { ...said, effect: `Not everything could be taken back on that PC. ${left.join(' ')}` };
}
