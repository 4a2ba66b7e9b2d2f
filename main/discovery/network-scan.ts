/** A look through the network: asks many addresses, some at a time, whether they have SSH. */
import type { askSsh, SshAnswer } from './ask-ssh.ts';

interface NetworkScan {
  readonly addresses: readonly string[];
  readonly ask: typeof askSsh;
  readonly onFound: (address: string, answer: SshAnswer) => Promise<void>;
  /** After each address. */
  readonly onProgress: (done: number) => void;
}

const atATime = 64;
const patienceMs = 700;

/** Ends when all were asked, or at the abort. Never throws for an address. */
export async function scanNetwork(
  { addresses, ask, onFound, onProgress }: NetworkScan,
  signal: AbortSignal,
): Promise<void> {
  const left = addresses.values();
  let done = 0;
  const worker = async (): Promise<void> => {
    // All workers take from the one iterator.
    for (const address of left) {
      if (signal.aborted) return;
      const answer = await ask(address, patienceMs, signal);
      if (answer) await onFound(address, answer);
      done += 1;
      onProgress(done);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}
