/**
 * A window of Debian's Chromium that nobody inspects but for the moment of a call: what Chromium keeps for who inspects a page, the
 * bodies of its responses, would else count as the page's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { browserArguments, chromiumProgram } from '../../test/support/browser.ts';
import { programMs, until } from '../../test/support/until.ts';

const Targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));
const Answer = z.object({ id: z.number(), result: z.unknown(), error: z.object({ message: z.string() }).optional() });
const Evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.unknown().optional(),
});

interface Urls {
  readonly page: string;
  readonly browser: string;
}

export class QuietWindow implements AsyncDisposable {
  readonly #urls: Urls;
  readonly #end: () => Promise<void>;

  private constructor(urls: Urls, end: () => Promise<void>) {
    this.#urls = urls;
    this.#end = end;
  }

  static async open(link: string): Promise<QuietWindow> {
    const profile = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));
    const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--lang=en-US'];
    const args = [...browserArguments, ...own, '--window-size=1280,900', link];
    const child = spawn(chromiumProgram, args, { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const end = async (): Promise<void> => {
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
      return new QuietWindow(await until('a page', () => urlsOf(profile), programMs), end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** Of the page. @param schema of what comes back */
  call<T>(method: string, params: object, schema: z.ZodType<T>): Promise<T> {
    return oneCall(this.#urls.page, { method, params, schema });
  }

  /** Of the browser. */
  browserCall<T>(method: string, params: object, schema: z.ZodType<T>): Promise<T> {
    return oneCall(this.#urls.browser, { method, params, schema });
  }

  /** What `expression` gives in the page, or what it promises. */
  async evaluate(expression: string): Promise<unknown> {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', params, Evaluated);
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  /** From now on somebody asks for all of the page's network, until what comes back is disposed of. */
  async inspect(): Promise<Disposable> {
    const socket = new WebSocket(this.#urls.page);
    await once(socket, 'open');
    socket.send(JSON.stringify({ id: 1, method: 'Network.enable' }));
    return { [Symbol.dispose]: () => socket.close() };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#end();
  }
}

/** Where Chromium answers; it says so in a file of its profile. */
async function urlsOf(profile: string): Promise<Urls | undefined> {
  const [port, name] = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  const page = Targets.parse(await answer.json()).find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
  return page ? { page, browser: `ws://127.0.0.1:${port}${name}` } : undefined;
}

interface Call<T> {
  readonly method: string;
  readonly params: object;
  readonly schema: z.ZodType<T>;
}

/** Connects, calls, and is gone again. */
async function oneCall<T>(url: string, { method, params, schema }: Call<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = new WebSocket(url);
  socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, method, params })));
  socket.addEventListener('message', ({ data }) => resolve(String(data)));
  socket.addEventListener('close', () => reject(new Error(`${method}: no answer`)));
  try {
    const { result, error } = Answer.parse(JSON.parse(await promise));
    if (error) throw new Error(`${method}: ${error.message}`);
    return schema.parse(result);
  } finally {
    socket.close();
  }
}
