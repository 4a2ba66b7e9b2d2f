/** Settings: loaded and checked in one place. The file is `settings.json` in the data folder. */
import os from 'node:os';
import path from 'node:path';
import Conf from 'conf';
import { z } from 'zod';
import { writeWhole } from '../../common/write-whole.ts';
import { AdapterKind } from '../../contract/access.ts';
import { KeylessLimits } from '../../contract/keys.ts';
import { WelcomeStep } from '../../contract/control-api.ts';
import { Courtesy } from '../../contract/courtesy.ts';
import { InternetLimit } from '../../contract/internet.ts';
import { usualMarginBytes } from '../../contract/margin.ts';
import { ProblemError, problem } from '../../contract/problem.ts';

const port = z.int().min(0).max(65_535);

export const Settings = z.strictObject({
  /** `welcome`: how far the first run has come. */
  office: z.strictObject({ name: z.string().min(1).max(60), welcome: WelcomeStep }),
  /** LAN HTTP: API, window in a browser. `host` "0.0.0.0" answers the whole private network, "127.0.0.1" this PC only. */
  lan: z.strictObject({ host: z.string(), port }),
  /** The same, encrypted, with a certificate of the office's own CA. `require`: other PCs may use it only this way. */
  https: z.strictObject({ enabled: z.boolean(), port, require: z.boolean() }),
  /**
   * `networks`: those from which the LAN is answered, with what was known of their adapters; null: every private one.
   * `withoutKey`: what requests may do that show no key; null: every request needs one.
   */
  access: z.strictObject({
    networks: z
      .array(
        z.strictObject({
          network: z.cidrv4(),
          adapters: z.array(z.strictObject({ name: z.string(), kind: AdapterKind })),
        }),
      )
      .nullable(),
    withoutKey: KeylessLimits.nullable(),
  }),
  /** Where agents dial in: "127.0.0.1" keeps other machines out. */
  agents: z.strictObject({ host: z.string(), port }),
  /** Whether the office's PCs are looked for, and this one is announced, by mDNS. */
  discovery: z.strictObject({ enabled: z.boolean() }),
  engine: z.strictObject({
    /** CPU threads of a runner; 0: one less than the processor has. */
    maxThreads: z.int().min(0).max(256),
    /** Devices that are computed on the processor (llvmpipe) count as GPUs: for tests. */
    allowSoftwareGpu: z.boolean(),
    /** Processors may run any model, and are shown as such. */
    cpuMachines: z.boolean(),
  }),
  /** Where models are loaded from: a token for private ones, how many bytes a second all downloads may take, and when that holds. */
  hub: z.strictObject({ token: z.string().min(1).max(500).nullable(), ...InternetLimit.shape }),
  /**
   * Copies of model files to machines. `ahead`: a second machine gets the file of each model that must run. What they may take on
   * each machine's disk, in bytes, null: as much as the disk gives; by its name one machine may have another limit.
   */
  copies: z.strictObject({
    ahead: z.boolean(),
    budgetBytes: z.int().nonnegative().nullable(),
    budgets: z.record(z.string(), z.int().nonnegative()),
  }),
  /**
   * External servers. `firstByteSeconds`: how long one may take to begin an answer, `idleSeconds`: how long it may be silent in the
   * middle of it. `pollSeconds`: between two looks at its models.
   */
  attached: z.strictObject({
    firstByteSeconds: z.number().min(0.1).max(3_600),
    idleSeconds: z.number().min(0.1).max(3_600),
    pollSeconds: z.number().min(0.1).max(3_600),
  }),
  /** Whether the desktop asks its maker's server once a day for a newer version of itself. Off until a person wants it. */
  updates: z.strictObject({ daily: z.boolean() }),
  /** What the office does for the people at its PCs. */
  courtesy: Courtesy,
  /** Video memory kept free on each GPU, in bytes. */
  marginBytes: z.int().nonnegative(),
});
export type Settings = z.infer<typeof Settings>;

const defaults = (): Settings => ({
  office: { name: `${os.hostname()}’s office`, welcome: 'new' },
  lan: { host: '0.0.0.0', port: 8420 },
  https: { enabled: true, port: 8422, require: false },
  access: { networks: null, withoutKey: null },
  agents: { host: '0.0.0.0', port: 8421 },
  discovery: { enabled: true },
  engine: { maxThreads: 0, allowSoftwareGpu: false, cpuMachines: false },
  hub: { token: null, bytesPerSecond: null, hours: null },
  copies: { ahead: true, budgetBytes: null, budgets: {} },
  attached: { firstByteSeconds: 120, idleSeconds: 60, pollSeconds: 10 },
  updates: { daily: false },
  courtesy: { keepAwake: true, makeRoom: true },
  marginBytes: usualMarginBytes,
});

/**
 * Reads the settings of a data folder; what is missing has its default.
 * @throws ProblemError settings_invalid that names each wrong setting; the file stays as it is.
 */
export const loadSettings = (dataDir: string): Settings => checkSettings(readFile(dataDir));

/** Changes one section in the file, or entries of it, and leaves the others as they stand there. @throws ProblemError settings_invalid */
export function changeSettings<
  Section extends 'access' | 'courtesy' | 'https' | 'hub' | 'marginBytes' | 'office' | 'updates',
>(dataDir: string, section: Section, change: Partial<Settings[Section]>): void {
  const before = readFile(dataDir);
  const own = before[section];
  const after = { ...before, [section]: isPlain(change) ? { ...(isPlain(own) ? own : {}), ...change } : change };
  checkSettings(after);
  writeSettings(dataDir, after);
}

/** @returns them with what is missing at its default. @throws ProblemError settings_invalid that names each wrong one */
export function checkSettings(entries: Record<string, unknown>): Settings {
  const filled = { ...defaults() };
  for (const [section, value] of Object.entries(entries)) {
    const own = filled[section as keyof Settings] as unknown;
    const both = isPlain(own) && isPlain(value);
    Object.assign(filled, { [section]: both ? { ...own, ...value } : value });
  }
  const checked = Settings.safeParse(filled);
  if (checked.success) return checked.data;
  const wrong = checked.error.issues.map((issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`);
  throw new ProblemError(problem('settings_invalid', `settings.json has wrong entries: ${wrong.join('; ')}.`));
}

/** The whole file. */
export const writeSettings = (dataDir: string, entries: Record<string, unknown>): void =>
  writeWhole(path.join(dataDir, 'settings.json'), JSON.stringify(entries, null, 2));

function readFile(dataDir: string): Record<string, unknown> {
  try {
    const conf = new Conf<Record<string, unknown>>({
      cwd: dataDir,
      configName: 'settings',
      projectName: 'aivailable',
      projectVersion: '1.0.0',
      configFileMode: 0o600,
    });
    return { ...conf.store };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const sentence = code ? `settings.json cannot be read (${code}).` : 'settings.json is not readable as JSON.';
    throw new ProblemError(problem('settings_invalid', sentence), { cause: error });
  }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
