/** Chat templates as their makers publish them, out of the engine's source, which comes with node-llama-cpp as a git bundle. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../source/source-files.ts';

/** By the names that we give them. */
const files = {
  'deepseek-r1-distill-qwen-32b': 'deepseek-ai-DeepSeek-R1-Distill-Qwen-32B',
  'gemma-2-2b-it': 'google-gemma-2-2b-it',
  'granite-3.3-2b-instruct': 'ibm-granite-granite-3.3-2B-Instruct',
  'llama-3.1-8b-instruct': 'meta-llama-Llama-3.1-8B-Instruct',
  'ministral-3-14b-reasoning-2512': 'mistralai-Ministral-3-14B-Reasoning-2512',
  'mistral-nemo-instruct-2407': 'mistralai-Mistral-Nemo-Instruct-2407',
  'qwen2.5-7b-instruct': 'Qwen-Qwen2.5-7B-Instruct',
  'qwen3-0.6b': 'Qwen-Qwen3-0.6B',
};

export const makerTemplates = Object.keys(files);

/** Unpacks the source for as long as they are read; that takes a second. @returns a template's text by its name */
export function readMakerTemplates(): ReadonlyMap<string, string> {
  const bundle = path.join(root, 'node_modules/node-llama-cpp/llama/gitRelease.bundle');
  const source = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-'));
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' });
  try {
    git('clone', '--quiet', '--bare', bundle, source);
    const textOf = (file: string): string => git('--git-dir', source, 'show', `HEAD:models/templates/${file}.jinja`);
    return new Map(Object.entries(files).map(([name, file]) => [name, textOf(file)]));
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}
