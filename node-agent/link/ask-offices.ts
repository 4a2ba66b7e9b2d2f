/** Asking every coordinator that is known of, each politely, until one lets this machine in. */
import type { Log } from '../../common/log.ts';
import { unlessAborted } from '../../common/unless-aborted.ts';
import type { Applicant } from '../../contract/enrolment.ts';
import { ProblemError } from '../../contract/problem.ts';
import { pause } from '../base/pause.ts';
import { askOffice } from './ask-office.ts';
import { backOffMs } from './back-off.ts';
import type { CoordinatorHints } from './coordinator-hints.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';
import type { OpenAsk } from './open-asks.ts';

interface AskOfficesOptions {
  readonly identity: Identity;
  readonly applicant: Applicant;
  /** Addresses that a person gave. Where there are any, what is heard is not asked. */
  readonly given: readonly string[];
  readonly hints: CoordinatorHints | null;
  /** Called with the asks that wait or were refused, after each change. */
  readonly onAsks: (asks: readonly OpenAsk[]) => void;
  readonly pollMs?: number;
  /** Waits between two asks. */
  readonly pause?: typeof pause;
  readonly log: Log;
}

/** One coordinator: its addresses are tried in turn. */
interface Coordinator {
  readonly pin: string | null;
  readonly addresses: readonly string[];
}

const rejectedPauseMs = 10 * 60_000;
/**
 * The first pause after an ask that was opened and not decided, doubled with each, whoever was asked. Who stands in between could
 * make an agent ask again and again, under one name or many, until by chance it shows the code that he needs.
 */
const undecidedPauseMs = 5_000;
/** An ask that stood this long ended by itself: the next one may follow soon. */
const stoodMs = 5 * 60_000;
/** Coordinators that are asked at once. Each that is only heard shows a code of its own, and few share a network. */
const mostAtOnce = { given: 16, heard: 4 };

/** @returns the office that let this machine in. @throws the signal's reason */
export async function askOffices(options: AskOfficesOptions, signal: AbortSignal): Promise<Enrolment> {
  const { given, hints, onAsks } = options;
  const most = given.length > 0 ? mostAtOnce.given : mostAtOnce.heard;
  const brokenOff = { count: 0 };
  const found = Promise.withResolvers<Enrolment>();
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const asking = new Map<string, Promise<void>>();
  const open = new Map<string, OpenAsk>();
  const show = (key: string, ask: OpenAsk | null): void => {
    if (ask) open.set(key, ask);
    else open.delete(key);
    onAsks([...open.values()]);
  };
  const look = (): void => {
    for (const key of coordinators(options).keys()) {
      if (asking.has(key) || asking.size >= most) continue;
      const run = keepAsking(key, { ...options, brokenOff, onAsk: (ask) => show(key, ask) }, either);
      asking.set(
        key,
        run.then((enrolment) => void (enrolment ? found.resolve(enrolment) : asking.delete(key))),
      );
    }
  };
  const stopListening = hints?.onChange(look) ?? (() => undefined);
  try {
    signal.throwIfAborted();
    look();
    return await unlessAborted(found.promise, signal);
  } finally {
    stopListening();
    done.abort();
    await Promise.all(asking.values());
    onAsks([]);
  }
}

/** Those that are known now: one that is heard at several addresses is one. */
function coordinators({ given, hints }: AskOfficesOptions): Map<string, Coordinator> {
  if (given.length > 0) return new Map(given.map((address) => [address, { pin: null, addresses: [address] }]));
  const heard = new Map<string, Coordinator>();
  for (const { address, pin } of hints?.coordinators() ?? []) {
    heard.set(pin, { pin, addresses: [...(heard.get(pin)?.addresses ?? []), address] });
  }
  return heard;
}

interface KeepAskingOptions extends AskOfficesOptions {
  /** Asks that were opened and not decided, of all coordinators together. */
  readonly brokenOff: { count: number };
  readonly onAsk: (ask: OpenAsk | null) => void;
}

/** @returns null when it is no longer there, or at the abort */
async function keepAsking(key: string, options: KeepAskingOptions, signal: AbortSignal): Promise<Enrolment | null> {
  const { identity, applicant, pollMs, log, brokenOff, onAsk } = options;
  const wait = options.pause ?? pause;
  for (let failures = 1; !signal.aborted; failures += 1) {
    const known = coordinators(options).get(key);
    const address = known?.addresses[(failures - 1) % known.addresses.length];
    if (!known || address === undefined) return null;
    const opened: { ask: OpenAsk; at: number }[] = [];
    const onOpen = (ask: OpenAsk): void => {
      opened.push({ ask, at: performance.now() });
      log.info({ office: ask.officeName, address }, 'an office is asked to let this machine in');
      onAsk(ask);
    };
    let waitMs = backOffMs(failures, Math.random());
    try {
      const poll = pollMs === undefined ? {} : { pollMs };
      return await askOffice({ address, pin: known.pin, identity, applicant, onOpen, ...poll, signal });
    } catch (error) {
      if (signal.aborted) return null;
      const [last] = opened;
      if (last || failures === 1) log.info({ err: error, address }, 'an office did not let this machine in');
      if (last) {
        failures = 0;
        const stood = performance.now() - last.at > stoodMs;
        waitMs = undecidedPauseMs * (stood ? 1 : 2 ** Math.min(brokenOff.count++, 6));
      }
      const rejected = error instanceof ProblemError && error.problem.code === 'join_rejected';
      if (rejected) waitMs = rejectedPauseMs;
      onAsk(last && rejected ? { ...last.ask, code: null } : null);
    }
    await wait(waitMs, signal);
  }
  return null;
}
