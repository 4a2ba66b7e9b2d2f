/** What of the office's state somebody sees. Members: what the chat needs, nothing of machines, addresses and files. Pure. */
import type { ModelView, OfficeState } from '../../contract/control-api.ts';
import type { Visitor } from './visitor.ts';

export function stateFor({ admin, person }: Visitor, state: OfficeState): OfficeState {
  if (admin) return state;
  const { office, models, waiting } = state;
  const { models: allowed } = person.limits;
  return {
    // The name of the PC stands in the chat, as the one that keeps the conversations.
    office: { ...office, addresses: [], dataDir: null, welcome: 'done' },
    marginBytes: 0,
    machines: [],
    models: models
      .filter(({ name, state: its }) => its !== 'off' && (allowed === null || allowed.includes(name)))
      .map(memberModel),
    candidates: [],
    asks: [],
    installs: [],
    discovery: { adapters: [], scanning: null, checklist: [] },
    downloads: [],
    copies: [],
    waiting,
  };
}

/** Where it runs is said of each answer; how it is wished, and why it is where it is, is the admins' matter. */
const memberModel = (model: ModelView): ModelView => ({
  ...model,
  wishes: null,
  variants: [],
  planned: 0,
  explanation: '',
});
