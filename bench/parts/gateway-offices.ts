/** Coordinators of a bench, each with a fake agent that answers at once: ports, keys, and what their data folders hold. */
import path from 'node:path';
import { findPrograms } from '../../main/coordinator/programs.ts';
import { Keys } from '../../main/ledger/keys.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { ModelBook } from '../../main/ledger/models.ts';
import { Library } from '../../main/library/library.ts';
import { bundle } from '../../scripts/bundle-programs.mjs';
import { programFlags } from '../../scripts/node24.mjs';
import { quietOffice } from '../../test/support/quiet-office.ts';
import type { Target } from './client.ts';
import { processorSeconds, residentMb, type Processes } from './processes.ts';

export interface BenchOffice extends Target {
  /** Of the coordinator, in MB. */
  readonly resident: () => number;
  /** Processor time of the coordinator so far, in seconds. */
  readonly spent: () => number;
}

interface Wishes {
  readonly name: string;
  readonly port: number;
  /** For the fake agent. */
  readonly agent: string;
  /** Answers at once. */
  readonly slots: number;
  /** False: whoever shows a key is let in, nothing is limited and nothing is counted. */
  readonly keys: boolean;
}

/** Bundled as the product is: run from its sources, a coordinator would hold Node's TypeScript loader too. */
const bundled = '.cache/bench/coordinator.mjs';
/** One for each connection, but no more: what is measured is requests, not how many keys there are. */
const mostKeys = 32;
/** Of one replica, and of one card of the fake agent, at most. */
const mostSlots = 64;

const cardsFor = (slots: number): number => Math.ceil(slots / mostSlots);

/** @param folder for their data */
export class GatewayOffices {
  readonly #programs: Processes;
  readonly #folder: string;

  constructor(programs: Processes, folder: string) {
    this.#programs = programs;
    this.#folder = folder;
  }

  bundle(): Promise<void> {
    return bundle('bench/parts/coordinator.ts', bundled);
  }

  async start({ name, port, agent, slots, keys }: Wishes): Promise<BenchOffice> {
    const data = path.join(this.#folder, name.replaceAll(' ', '-'));
    quietOffice(data);
    const made = await prepare(data, slots);
    const args = [...programFlags, path.resolve(bundled), data, String(port), ...(keys ? [] : ['--without-keys'])];
    const { pid } = await this.#programs.start(process.execPath, args, {
      env: { FAKE_AGENT: `--timestamps --tokens 100000 --cards ${cardsFor(slots)} ${agent}` },
    });
    return { name, port, keys: made, resident: () => residentMb(pid), spent: () => processorSeconds(pid ?? 0) };
  }
}

/** @returns keys, every limit of which is set and none of which is reached */
async function prepare(data: string, slots: number): Promise<string[]> {
  const db = openLedger(data);
  const book = new ModelBook(db);
  await new Library(data, book).ensureDemoModel(findPrograms().demoModel);
  const replicas = cardsFor(slots);
  for (const deployment of book.deployments())
    book.putDeployment({
      ...deployment,
      slots: { min: slots / replicas, max: slots / replicas },
      replicas: { min: replicas, max: replicas },
    });
  const keys = new Keys(db);
  const limits = {
    requestsPerMinute: 100_000,
    tokensPerDay: 1e12,
    models: ['demo'],
    expiresAt: Date.now() + 86_400_000,
  };
  const made = Array.from({ length: Math.min(slots, mostKeys) }, (_, at) => keys.create(`bench ${at}`, { limits }).key);
  db.close();
  return made;
}
