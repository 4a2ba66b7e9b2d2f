/** One command that runs on another PC. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import { unlessAborted } from '../../../common/unless-aborted.ts';

export interface RemoteResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Something that was asked of another PC went wrong there; its message is a sentence for the admin. */
export class RemoteFailure extends Error {
  override readonly name = 'RemoteFailure';
}

/** What another PC says is kept up to here, in characters. */
const keptOutput = 64 * 1024;
/** After TERM a command there may clean up for so long. */
const endingMs = 2_000;

export class SshCommand {
  readonly #channel: ClientChannel;
  readonly #ended = Promise.withResolvers<RemoteResult | null>();

  /** Listens at once: a short command has ended before the next turn. */
  constructor(channel: ClientChannel, input: string) {
    this.#channel = channel;
    const said = { stdout: '', stderr: '' };
    channel.on('data', (chunk: Buffer) => (said.stdout = (said.stdout + chunk.toString()).slice(0, keptOutput)));
    channel.stderr.on('data', (chunk: Buffer) => (said.stderr = (said.stderr + chunk.toString()).slice(0, keptOutput)));
    // A command that ends before it has read all is no error here.
    channel.on('error', () => undefined);
    let code: number | null | undefined;
    channel.once('exit', (status: number | null) => (code = status));
    channel.once('close', () => this.#ended.resolve(code === undefined ? null : { code, ...said }));
    channel.end(input);
  }

  /**
   * Waits for its end; an abort ends it.
   * @returns null when the channel closed without a word of how the command ended. @throws the signal's reason
   */
  async result(signal: AbortSignal): Promise<RemoteResult | null> {
    try {
      return await unlessAborted(this.#ended.promise, signal);
    } catch (error) {
      this.#channel.signal('TERM');
      // Not every server passes signals on: Debian’s does not for root.
      await Promise.race([this.#ended.promise, wait(endingMs, null, { ref: false })]);
      this.#channel.close();
      throw error;
    }
  }
}
