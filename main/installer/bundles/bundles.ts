/** The agent's bundles as files on this PC: found, checked, and in a clone made when they are asked for. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256OfFile } from '../../../common/sha256-of-file.ts';
import { type BundleName, BundleManifest } from '../../../contract/bundle.ts';
import { refuse } from '../../../contract/problem.ts';
import { SharedMake } from './shared-make.ts';

export interface BundleInfo {
  readonly platform: BundleName;
  readonly version: string;
  /** Absolute path of the archive, or of the Windows installer. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** Makes one bundle and says in lines what it does; quick when the one that is there is still right. */
export type MakeBundle = (name: BundleName, signal: AbortSignal, onLine: (line: string) => void) => Promise<void>;

interface BundlesOptions {
  /** Holds NAME.json and the archive that it names. */
  readonly folder: string;
  /** Only bundles of this version are handed out. */
  readonly version: string;
  /** Null where bundles come with the program and cannot be made. */
  readonly make: MakeBundle | null;
}

interface FindOptions {
  /** Ends the caller's waiting. */
  readonly signal?: AbortSignal;
  /** What is done to make it, line by line. */
  readonly onLine?: (line: string) => void;
}

export class Bundles {
  readonly #options: BundlesOptions;
  readonly #makes: SharedMake<BundleName> | null;
  /** Made or looked at by this process already: the sources of a running program do not change. */
  readonly #made = new Set<BundleName>();
  /** sha256 of a file, by its path, its size and when it was written. */
  readonly #digests = new Map<string, Promise<string>>();

  constructor(options: BundlesOptions) {
    this.#options = options;
    this.#makes = options.make && new SharedMake(options.make);
  }

  /** Of the bundles that are handed out. */
  get version(): string {
    return this.#options.version;
  }

  /**
   * The bundle, checked; made first where that is needed and possible.
   * @throws ProblemError bundle_missing or bundle_damaged; the signal's reason when it ends the waiting
   */
  async find(name: BundleName, { signal, onLine }: FindOptions = {}): Promise<BundleInfo> {
    if (this.#makes && !this.#made.has(name)) {
      await this.#makes.make(name, signal ?? new AbortController().signal, onLine ?? (() => undefined));
      this.#made.add(name);
    }
    return (await this.#read(name)) ?? refuse('bundle_missing', this.#missing(name), { action: this.#action(name) });
  }

  /** Whether it can be had without being made; one that a clone made for an earlier run is looked at anew by its script. */
  async isReady(name: BundleName): Promise<boolean> {
    if (this.#makes && !this.#made.has(name)) return false;
    return (await this.#read(name).catch(() => null)) !== null;
  }

  /** Ends what is being made. */
  async close(): Promise<void> {
    await this.#makes?.close();
  }

  async #read(name: BundleName): Promise<BundleInfo | null> {
    const { folder, version } = this.#options;
    const text = await readFile(path.join(folder, `${name}.json`), 'utf8').catch(() => null);
    if (text === null) return null;
    const manifest = parseManifest(text);
    if (!manifest || manifest.name !== name) return this.#damaged(name, 'its manifest cannot be read');
    if (manifest.version !== version) return null;
    const file = path.join(folder, manifest.file);
    const found = await stat(file).catch(() => null);
    if (!found) return null;
    if (found.size !== manifest.size) {
      return this.#damaged(name, `it has ${found.size} bytes instead of ${manifest.size}`);
    }
    if ((await this.#digest(file, `${found.size} ${found.mtimeMs} ${found.ino}`)) !== manifest.sha256) {
      return this.#damaged(name, 'its content is not what its manifest says');
    }
    return { platform: name, version, file, size: manifest.size, sha256: manifest.sha256 };
  }

  #digest(file: string, state: string): Promise<string> {
    const key = `${file} ${state}`;
    let digest = this.#digests.get(key);
    if (!digest) {
      digest = sha256OfFile(file);
      this.#digests.set(key, digest);
      digest.catch(() => this.#digests.delete(key));
    }
    return digest;
  }

  #damaged(name: BundleName, why: string): never {
    const action = this.#action(name);
    return refuse('bundle_damaged', `The agent’s bundle for ${name} is damaged: ${why}.`, { action });
  }

  #missing(name: BundleName): string {
    return `There is no agent’s bundle of version ${this.#options.version} for ${name} in ${this.#options.folder}.`;
  }

  #action(name: BundleName): string {
    return this.#options.make ? `Make it once with: npm run bundle -- ${name}` : 'Install AIvailable on this PC again.';
  }
}

function parseManifest(text: string): BundleManifest | null {
  try {
    return BundleManifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
