import type { ModelView } from '../../contract/control-api.ts';

/** A model as the window shows it, by default one that is ready nowhere yet. */
export const aModel = (changes: Partial<ModelView> = {}): ModelView => ({
  name: 'qwen2.5-7b',
  code: 'Q7',
  colour: 1,
  variant: 'Q4_K_M',
  sizeBytes: 4.4 * 1024 ** 3,
  parameters: 7e9,
  contextLength: 8192,
  demo: false,
  state: 'loading',
  readyOn: [],
  problem: null,
  ...changes,
});
