/** Unpacks a bundle's archive where nothing of it can reach out of its folder. */
import { createReadStream, mkdirSync } from 'node:fs';
import { Parser, type ReadEntry, x as extract } from 'tar';
import { BundlePath } from '../../contract/bundle.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { manifestFile } from './check-content.ts';

/** More than any bundle has. */
const mostFiles = 5_000;
const mostBytes = 1024 ** 3;

/**
 * Looks at every entry of the archive first, and writes only when all are plain files with plain paths.
 * @param folder made by this
 * @throws ProblemError bundle_damaged; the signal's reason
 */
export async function unpackBundle(archive: string, folder: string, signal: AbortSignal): Promise<void> {
  try {
    await lookThrough(archive, signal);
    mkdirSync(folder, { mode: 0o755 });
    await extract({ file: archive, cwd: folder, strict: true, preserveOwner: false, noMtime: true, umask: 0o022 });
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    refuse('bundle_damaged', `The bundle cannot be unpacked: ${why}.`);
  }
}

async function lookThrough(archive: string, signal: AbortSignal): Promise<void> {
  const seen = new Set<string>();
  let bytes = 0;
  let wrong: string | null = null;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      bytes += entry.size;
      wrong ??= whatIsWrong(entry, seen, bytes);
      seen.add(entry.path.toLowerCase());
      entry.resume();
    },
  });
  let broken: unknown = null;
  parser.on('error', (error: unknown) => (broken ??= error));
  const judge = (): void => {
    if (wrong !== null) refuse('bundle_damaged', wrong);
    if (broken instanceof Error) throw broken;
  };
  // Looked at piece by piece: a small archive can hold more than any disk.
  for await (const chunk of createReadStream(archive, { signal })) {
    parser.write(chunk as Buffer);
    judge();
  }
  parser.end();
  judge();
  if (!seen.has(manifestFile)) refuse('bundle_damaged', `The bundle lacks ${manifestFile}.`);
}

function whatIsWrong({ path, type }: ReadEntry, seen: ReadonlySet<string>, bytes: number): string | null {
  const name = JSON.stringify(path.slice(0, 120));
  if (type !== 'File') return `The bundle holds ${name}, which is no plain file.`;
  if (!BundlePath.safeParse(path).success) return `The bundle holds ${name}, which is no path of a bundle.`;
  // Two names that some systems take for one.
  if (seen.has(path.toLowerCase())) return `The bundle holds ${name} twice.`;
  if (seen.size >= mostFiles) return `The bundle holds more than ${mostFiles} files.`;
  return bytes > mostBytes ? 'The bundle holds more than 1 GB.' : null;
}
