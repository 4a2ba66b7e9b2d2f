/** What of the office's state somebody sees. Members: what the chat needs, nothing of machines, addresses and files. Pure. */
import type { AttachedView } from '../../contract/attached.ts';
import type { ModelView, OfficeState } from '../../contract/control-api.ts';
import type { Visitor } from './visitor.ts';

export function stateFor({ admin, person }: Visitor, state: OfficeState): OfficeState {
  if (admin) return state;
  const { office, models, attached, waiting } = state;
  const { models: allowed } = person.limits;
  const mayAsk = (name: string): boolean => allowed === null || allowed.includes(name);
  return {
    // The name of the PC stands in the chat, as the one that keeps the conversations.
    office: { ...office, addresses: [], dataDir: null, welcome: 'done' },
    marginBytes: 0,
    internet: { bytesPerSecond: null, hours: null },
    courtesy: { keepAwake: true, makeRoom: true },
    machines: [],
    models: models.filter(({ name, state: its }) => its !== 'off' && mayAsk(name)).map(memberModel),
    attached: attached.map((server) => memberServer(server, mayAsk)).filter((server) => server.models.length > 0),
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
  problem: model.problem && {
    reason: `${model.name} cannot run now.`,
    effect: 'It does not answer.',
    action: 'Choose another model, or ask the admin of the office.',
  },
});

/** That it answers, by its name: what is asked of it leaves the office. Where it is, and what is wrong with it, is the admins' matter. */
const memberServer = (server: AttachedView, mayAsk: (model: string) => boolean): AttachedView => ({
  ...server,
  url: '',
  hasKey: false,
  fingerprint: null,
  models: server.models
    .filter(({ name, unused }) => unused === null && mayAsk(name))
    .map((model) => ({ ...model, at: model.name })),
  latencyMs: null,
  problem: server.problem && {
    reason: `${server.name} cannot be asked now.`,
    effect: 'What only it has does not answer.',
    action: 'Choose another model, or ask the admin of the office.',
  },
  lastFailure: null,
});
