/** An upstream of paper as a program of its own, which can be told what goes wrong, stopped and killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { programFlags } from '../../scripts/node24.mjs';
import type { UpstreamScript } from './upstream/upstream-faults.ts';

export interface UpstreamProcess {
  readonly child: ChildProcess;
  /** Of its API. */
  readonly url: string;
  script(said: UpstreamScript): Promise<void>;
  seen(): Promise<readonly { readonly path: string; readonly headers: Record<string, string> }[]>;
}

/** It is killed with the test. @param models "NAME" or "NAME:embedding", with commas between */
export async function startUpstream(
  kind: 'ollama' | 'vllm',
  { models, key = '' }: { readonly models: string; readonly key?: string },
): Promise<UpstreamProcess> {
  const program = path.join(import.meta.dirname, 'upstream', `${kind}-like.ts`);
  const env = { ...process.env, MODELS: models, KEY: key, PORT: '0' };
  const child = spawn(process.execPath, [...programFlags, program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  const { origin } = new URL(url);
  const headers = { authorization: `Bearer ${key}` };
  return {
    child,
    url,
    script: async (said) =>
      void (await fetch(`${origin}/script`, { method: 'POST', body: JSON.stringify(said), headers })),
    seen: async () => (await (await fetch(`${origin}/seen`, { headers })).json()) as never,
  };
}
