/** An open SSH session on another PC: runs scripts there and gives its file transfer. */
import type { Client, SFTPWrapper } from 'ssh2';
import { forRemoteShell, remoteShell } from './remote-shell.ts';
import { RemoteFailure, type RemoteResult, SshCommand } from './ssh-command.ts';
import type { SshConnection } from './ssh-connect.ts';
import { unlessAborted } from '../../../common/unless-aborted.ts';

/** The connection is gone: what was to be done there may be tried again over another one. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

interface RunOptions {
  readonly input?: string;
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

type Done<Value> = (error: Error | undefined, value?: Value) => void;

const usualMs = 60_000;

export class SshSession {
  readonly software: string;
  readonly remoteAddress: string;
  readonly #client: Client;
  readonly #ended = new AbortController();

  constructor({ client, software, remoteAddress }: SshConnection) {
    this.#client = client;
    this.software = software;
    this.remoteAddress = remoteAddress;
    client.once('close', () => this.#ended.abort(lost()));
  }

  /** Aborted with ConnectionLost when the connection is gone. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  close(): void {
    this.#ended.abort(lost());
    this.#client.end();
    this.#client.destroy();
  }

  /** Runs a script of POSIX sh. @throws ConnectionLost; the signal's reason; RemoteFailure when it takes too long */
  run(script: string, { input, ...options }: RunOptions = {}): Promise<RemoteResult> {
    return this.exec(remoteShell, { ...options, input: forRemoteShell(script, input) });
  }

  /** Runs a command in whatever shell the user has there. @throws as `run` */
  async exec(command: string, { input = '', withinMs = usualMs, signal }: RunOptions = {}): Promise<RemoteResult> {
    const late = new AbortController();
    const seconds = Math.round(withinMs / 1_000);
    const timer = setTimeout(
      () => late.abort(new RemoteFailure(`A command there took longer than ${seconds} s.`)),
      withinMs,
    );
    const stop = AbortSignal.any(signal ? [signal, late.signal] : [late.signal]);
    try {
      stop.throwIfAborted();
      const running = await this.#ask<SshCommand>((done) =>
        this.#client.exec(command, (error, channel) =>
          error ? done(error) : done(undefined, new SshCommand(channel, input)),
        ),
      );
      const result = await unlessAborted(running.result(stop), this.ended);
      if (result === null) throw lost();
      return result;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @throws ConnectionLost; an Error when there is no file transfer there */
  sftp(): Promise<SFTPWrapper> {
    return this.#ask<SFTPWrapper>((done) => this.#client.sftp(done));
  }

  /** Asks the other side for something; one that goes away instead never answers by itself. */
  #ask<Value>(ask: (done: Done<Value>) => void): Promise<Value> {
    const { ended } = this;
    const asked = new Promise<Value>((resolve, reject) => {
      if (ended.aborted) return reject(lost());
      ask((error, value) => (error ? reject(ended.aborted ? lost() : error) : resolve(value as Value)));
    });
    return unlessAborted(asked, ended);
  }
}

const lost = (): ConnectionLost => new ConnectionLost('The connection broke.');
