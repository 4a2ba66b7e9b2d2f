import type { ModelView } from '../../contract/control-api.ts';

/** A model as the window shows it, by default one that is ready nowhere yet. */
export const aModel = (changes: Partial<ModelView> = {}): ModelView => ({
  name: 'qwen2.5-7b',
  code: 'Q7',
  colour: 1,
  variant: 'Q4_K_M',
  sizeBytes: Math.round(4.4 * 1024 ** 3),
  parameters: 7e9,
  contextLength: 8192,
  kind: 'chat',
  demo: false,
  state: 'loading',
  readyOn: [],
  wishes: { slots: { min: 2, max: 2 }, replicas: { min: 1, max: 1 }, priority: 5, pins: [], idleMinutes: null },
  variants: [{ name: 'Q4_K_M', sizeBytes: Math.round(4.4 * 1024 ** 3), allowed: true }],
  planned: 0,
  explanation: '',
  problem: null,
  ...changes,
});
