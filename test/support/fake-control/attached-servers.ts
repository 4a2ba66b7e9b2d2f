/** External servers to look at: one that answers, one that is away, one that wants another key. */
import type { AttachedView } from '../../../contract/attached.ts';

const server = (name: string, more: Partial<AttachedView>): AttachedView => ({
  id: `ext-${name}`,
  name,
  url: `http://${name.toLowerCase()}.local:8000/v1`,
  kind: 'vllm',
  state: 'ready',
  since: Date.now() - 3_600_000,
  hasKey: true,
  fingerprint: null,
  slots: 16,
  slotsBusy: 0,
  prefer: false,
  models: [],
  latencyMs: 4,
  problem: null,
  lastFailure: null,
  ...more,
});

const model = (name: string, more: Partial<AttachedView['models'][number]> = {}): AttachedView['models'][number] => ({
  name,
  at: name,
  kind: 'chat',
  contextLength: 32_768,
  unused: null,
  ...more,
});

export const attachedServers = (): AttachedView[] => [
  server('BIG-BOX', {
    slotsBusy: 3,
    prefer: true,
    models: [
      model('Qwen/Qwen3-30B-A3B'),
      model('qwen2.5-7b-instruct', { at: 'Qwen/Qwen2.5-7B-Instruct' }),
      model('bge-m3', {
        kind: 'embedding',
        unused: 'This office’s own model of this name makes the vectors; those of two makers do not compare.',
      }),
    ],
    lastFailure: { at: Date.now() - 240_000, sentence: 'BIG-BOX is busy (with 503).' },
  }),
  server('MAC-STUDIO', {
    url: 'http://192.168.10.77:11434/v1',
    kind: 'ollama',
    state: 'unreachable',
    hasKey: false,
    slots: 4,
    models: [model('gpt-oss:20b', { contextLength: null })],
    problem: {
      reason: 'MAC-STUDIO cannot be reached (ECONNREFUSED).',
      effect: 'Nothing is sent there until it answers.',
      action: 'Check that the server runs and that this PC can reach its address.',
    },
  }),
];
