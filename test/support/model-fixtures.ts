/** Models as the catalogue and the transfers show them, from figures in GB. */
import type { CopyView } from '../../contract/copies.ts';
import type { CatalogueModel, DownloadView, Fit } from '../../contract/library.ts';
import { gib } from './a-gpu.ts';

export const fitOf = (verdict: Fit['verdict'], more: Partial<Fit> = {}): Fit => ({
  verdict,
  shape: { contextLength: 8192, slots: 4 },
  needBytes: 6.7 * gib,
  machines: verdict === 'never' ? [] : ['DESIGN-01'],
  sentence: 'Needs 6.7 GB for 4 conversations of 8,192 tokens; DESIGN-01 has 7.8 GB free.',
  ...more,
});

/** @param verdicts of its quantizations, best first */
export const entryOf = (
  verdicts: readonly (readonly [quantization: string, sizeGb: number, verdict: Fit['verdict']])[],
  more: Partial<CatalogueModel> = {},
): CatalogueModel => ({
  name: 'qwen2.5-7b-instruct',
  family: 'Qwen 2.5',
  maker: 'Alibaba',
  kind: 'chat',
  uses: ['writing', 'code'],
  goodFor: 'Letters, tables and sums.',
  languages: '29 languages',
  parameters: 7.6e9,
  trainedContext: 32_768,
  licence: { name: 'Apache-2.0', business: 'free', note: 'free for any use' },
  page: 'https://hub.example/qwen',
  variants: verdicts.map(([quantization, sizeGb, verdict]) => ({
    quantization,
    sizeBytes: Math.round(sizeGb * gib),
    approximate: false,
    here: false,
    fit: fitOf(verdict),
  })),
  suggested: 'Q4_K_M',
  ...more,
});

export const aDownload = (more: Partial<DownloadView> = {}): DownloadView => ({
  id: 'd1',
  model: 'mistral-7b',
  quantization: 'Q4_K_M',
  repo: 'owner/mistral',
  files: 1,
  state: 'loading',
  since: 0,
  doneBytes: Math.round(2.9 * gib),
  totalBytes: Math.round(4.4 * gib),
  bytesPerSecond: 0,
  secondsLeft: null,
  retryAt: null,
  problem: null,
  ...more,
});

export const aCopy = (more: Partial<CopyView> = {}): CopyView => ({
  id: 'c1',
  model: 'llama-3.2-3b',
  variant: 'Q4_K_M',
  sha256: '0'.repeat(64),
  machineId: 'studio-3',
  machine: 'STUDIO-3',
  purpose: 'ahead',
  state: 'sending',
  doneBytes: Math.round(1.6 * gib),
  totalBytes: 2 * gib,
  bytesPerSecond: 0,
  secondsLeft: null,
  retryAt: null,
  problem: null,
  ...more,
});
