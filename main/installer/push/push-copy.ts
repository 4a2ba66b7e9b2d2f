/** The copy step: the bundle goes over SFTP, goes on once where a broken connection left it, and is checked over there. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import { problem, ProblemError, refuse } from '../../../contract/problem.ts';
import type { BundleInfo } from '../bundles/bundles.ts';
import type { RemoteAgent } from './remote-agent.ts';
import { RemoteFailure } from '../ssh/ssh-command.ts';
import { ConnectionLost, type SshSession } from '../ssh/ssh-session.ts';
import { uploadFile } from '../ssh/ssh-upload.ts';

interface CopyOptions {
  readonly bundle: BundleInfo;
  /** Absolute path of the folder over there. */
  readonly folder: string;
  readonly agent: RemoteAgent;
  /** The open session, or a new one. */
  readonly session: () => Promise<SshSession>;
  readonly signal: AbortSignal;
  readonly tell: (detail: string, progress: number) => void;
}

/** Milliseconds between two looks at the progress. */
const tellEveryMs = 250;
const fullBelowBytes = 8 * 1024 * 1024;

/** @throws ProblemError install_failed when the disk there is full or the copy differs; ConnectionLost at the second break */
export async function copyBundle(options: CopyOptions): Promise<void> {
  const { bundle, folder, agent, session, signal } = options;
  const target = `${folder}/bundle.tar.gz`;
  const onWritten = progressOf(options);
  let written = 0;
  for (let broken = 0; ; broken += 1) {
    const open = await session();
    try {
      await uploadFile(await open.sftp(), {
        file: bundle.file,
        size: bundle.size,
        target,
        from: written,
        signal: AbortSignal.any([signal, open.ended]),
        onWritten: (bytes) => onWritten((written = bytes)),
      });
      break;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof ConnectionLost)) throw await whyNot(error, open, options);
      if (broken > 0) throw error;
      options.tell('The connection broke; it goes on where it stopped.', written / bundle.size);
    }
  }
  const sha256 = await agent.sha256(await session(), target, signal);
  if (sha256 !== bundle.sha256) refuse('install_failed', 'What arrived there is not what was sent.');
}

/** SFTP has no word for a full disk. */
async function whyNot(failure: unknown, session: SshSession, { agent, folder, bundle }: CopyOptions): Promise<unknown> {
  // SFTP numbers its errors; what has a name instead, or none, happened on this PC.
  if (!(failure instanceof Error && 'code' in failure && typeof failure.code === 'number')) return failure;
  const free = await agent.freeDisk(session, folder).catch(() => null);
  if (free === null || free > fullBelowBytes)
    return new RemoteFailure(`The file cannot be written there: ${failure.message}.`);
  const sizes = `${bytesInWords(free)} free, and the bundle alone has ${bytesInWords(bundle.size)}`;
  const action = 'Free space on that disk, and install again.';
  return new ProblemError(problem('install_failed', `The disk there is full: ${sizes}.`, { action }));
}

function progressOf({ bundle, tell }: CopyOptions): (written: number) => void {
  const startedAt = performance.now();
  let saidAt = startedAt;
  return (written) => {
    const now = performance.now();
    if (now - saidAt < tellEveryMs && written < bundle.size) return;
    saidAt = now;
    const rate = written / Math.max(0.001, (now - startedAt) / 1_000);
    tell(
      `${bytesInWords(written)} of ${bytesInWords(bundle.size)}, ${bytesInWords(rate)} a second.`,
      bundle.size === 0 ? 1 : written / bundle.size,
    );
  };
}
