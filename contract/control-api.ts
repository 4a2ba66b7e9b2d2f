/**
 * The UI's API, served by the coordinator under /control to the window, the browser page and the CLI.
 *
 *   GET    /control/state                          OfficeState; for a member only what the chat needs
 *   GET    /control/events                         server-sent events; event "state": OfficeState, at most 2 a second;
 *                                                  event "conversations": {} when the list or one of them changed
 *   GET    /control/conversations                  ConversationSummary[], the caller's own, newest first
 *   GET    /control/conversations/search?words=…   SearchHit[], newest first: see chat.ts
 *   POST   /control/conversations                  NewConversation -> ConversationSummary
 *   GET    /control/conversations/ID               Conversation
 *   PATCH  /control/conversations/ID               ConversationChange -> ConversationSummary
 *   DELETE /control/conversations/ID               204
 *   POST   /control/conversations/ID/answers       AskRequest -> 201 Asked. The answer is written whoever listens
 *   POST   /control/answers/count                  CountRequest -> Counted, when a machine has a place for it
 *   GET    /control/answers/ID                     server-sent events, each data an AnswerFrame; from its beginning
 *   POST   /control/answers/ID/stop                204
 *   /control/presets/…                             see presets.ts
 *   /control/session…, /people…, /admin-password   see people.ts: who a browser is, and who may call what of all this
 *   /control/machines/…                            see control-machines.ts
 *   /control/attached/…                            see attached.ts
 *   /control/models/…                              see library.ts and copies.ts
 *   /control/deployments/…, /control/plan/…        see deployments.ts
 *   /control/activity…, /availability, /rates,
 *   /history                                       see activity.ts
 *   PUT    /control/serving                        ServingWish -> 204: see serving-state.ts
 *   GET    /control/diagnostics                    text: what helps to find a fault, without secrets
 *   GET    /control/checks                         see checks.ts: what usually goes wrong
 *   /control/access                                see access.ts
 *   PATCH  /control/office                         OfficeChange -> 204
 *   /control/margin, /internet, /courtesy          see margin.ts, internet.ts, courtesy.ts
 *   POST   /control/shutdown                       202 (the CLI's)
 *
 * Refusals carry {error: Problem} with the status of its code.
 */
import { z } from 'zod';
import { AttachedView } from './attached.ts';
import { AskView, CandidateView, DiscoveryView, Hours, InstallView } from './control-machines.ts';
import { AttachedFile } from './chat.ts';
import { CopyView } from './copies.ts';
import { Courtesy } from './courtesy.ts';
import { Problem } from './errors.ts';
import { Gpu, Hardware } from './hardware.ts';
import { InternetLimit } from './internet.ts';
import { DownloadView } from './library.ts';
import { ModelKind, Pin } from './model.ts';
import { Notice } from './notice.ts';
import { Instructions } from './presets.ts';
import { ReplicaMemory, ReplicaState } from './replica.ts';
import { UserPause } from './user-pause.ts';

/** One replica on the map. */
export const ReplicaView = z.object({
  replicaId: z.string(),
  model: z.string(),
  variant: z.string(),
  /** Two or three letters, unique in the office: "AD". */
  code: z.string(),
  /** 1 to 8, or 0 for a model past the eighth: which colour of the look. */
  colour: z.int().min(0).max(8),
  gpuIds: z.array(z.string()),
  state: ReplicaState,
  since: z.number(),
  memory: ReplicaMemory,
  /** What was reckoned with before `memory` was measured; null: nothing is measured yet, and `memory` is the estimate. */
  estimateBytes: z.int().nullable(),
  /** Of the model's layers, how many lie on the GPU; null: it is not loaded. */
  layers: z.object({ onGpu: z.int(), all: z.int() }).nullable(),
  slots: z.int(),
  slotsBusy: z.int(),
  contextLength: z.int(),
  tokensPerSecond: z.number(),
  tokensGenerated: z.int(),
  /** Why it is here. */
  reason: z.string(),
  problem: Problem.nullable(),
});
export type ReplicaView = z.infer<typeof ReplicaView>;

/**
 * joining: let in, not heard of yet. paused: by its user or an admin, or outside its hours. removing: it drains, then it goes.
 * updating: a new agent is brought to it. stopped: it is connected and cannot be used; `notice` says why.
 */
export const MachineState = z.enum([
  'ready',
  'answering',
  'joining',
  'lost',
  'paused',
  'removing',
  'updating',
  'stopped',
]);
export type MachineState = z.infer<typeof MachineState>;

export const MachineView = z.object({
  id: z.string(),
  name: z.string(),
  /** The coordinator's own PC. */
  thisPc: z.boolean(),
  state: MachineState,
  /** When it entered this state, in milliseconds since 1970. */
  since: z.number(),
  /** Where its tunnel comes from; null while there is none. */
  address: z.string().nullable(),
  agentVersion: z.string().nullable(),
  hardware: Hardware.nullable(),
  gpus: z.array(Gpu),
  /** Bytes of a GPU that the office may use at most, by GPU id; a GPU that is not named has no limit. */
  limits: z.record(z.string(), z.int().nonnegative()),
  /** An admin paused it. */
  paused: z.boolean(),
  /** The person at that PC paused it, which no admin can end. */
  userPause: UserPause.nullable(),
  /** When it serves; null: always. */
  hours: Hours.nullable(),
  /** Where it hears a wake-up call is known. */
  canWake: z.boolean(),
  /** The office may wake it by itself when it lacks room. */
  wakeWhenNeeded: z.boolean(),
  /** What a person should know or do about it: a cloned disk, an agent of another version. */
  notice: Notice.nullable(),
  /** Of a lost machine: those that it had, all of them `gone`. */
  replicas: z.array(ReplicaView),
});
export type MachineView = z.infer<typeof MachineView>;

export const ModelView = z.object({
  name: z.string(),
  code: z.string(),
  colour: z.int().min(0).max(8),
  variant: z.string(),
  sizeBytes: z.int(),
  parameters: z.number(),
  kind: ModelKind,
  contextLength: z.int(),
  demo: z.boolean(),
  /** unloaded: it is loaded when it is asked for. off: nobody wishes it to run; its files stay. */
  state: z.enum(['ready', 'loading', 'unloaded', 'refused', 'off']),
  /** Machines on which it is ready. */
  readyOn: z.array(z.string()),
  /** What the admin wishes; null: it is off. */
  wishes: z
    .object({
      slots: z.object({ min: z.int(), max: z.int() }),
      replicas: z.object({ min: z.int(), max: z.int() }),
      priority: z.int(),
      pins: z.array(Pin),
      /** Minutes without a request after which it is unloaded; null: it is always there. */
      idleMinutes: z.int().nullable(),
    })
    .nullable(),
  /** All its files that are here, best first, and whether the deployment may use them. */
  variants: z.array(z.object({ name: z.string(), sizeBytes: z.int(), allowed: z.boolean() })),
  /** Replicas that the plan has. */
  planned: z.int().nonnegative(),
  /** Where it runs and why there, what it lacks, and what happens when a PC goes, in one or two sentences. */
  explanation: z.string(),
  /** Why it does not run, and what to do; null when it does. */
  problem: Notice.nullable(),
});
export type ModelView = z.infer<typeof ModelView>;

/** How far the first run has come. new: nobody has seen it yet. The others name the step that comes next. */
export const WelcomeStep = z.enum(['new', 'this-pc', 'other-pcs', 'first-model', 'done']);
export type WelcomeStep = z.infer<typeof WelcomeStep>;

/** What is said is changed; what is left out stays. */
export const OfficeChange = z.strictObject({
  name: z.string().trim().min(1, 'An office’s name has 1 to 60 characters.').max(60).optional(),
  welcome: WelcomeStep.optional(),
});
export type OfficeChange = z.infer<typeof OfficeChange>;

export const OfficeState = z.object({
  office: z.object({
    name: z.string(),
    welcome: WelcomeStep,
    version: z.string(),
    /** The coordinator's PC. */
    machineName: z.string(),
    startedAt: z.number(),
    /** LAN addresses of all real NICs, for programs: "192.168.10.12:8420". The first is the one to show. */
    addresses: z.array(z.string()),
    serving: z.boolean(),
    /** Its data folder, when that is not the usual one: what the command line must be told. */
    dataDir: z.string().nullable(),
  }),
  /** For the people at its PCs: kept free on each GPU, what downloads may take of the internet line, and what else is done. */
  marginBytes: z.int(),
  internet: InternetLimit,
  courtesy: Courtesy,
  machines: z.array(MachineView),
  models: z.array(ModelView),
  /** External servers that answer beside the machines. */
  attached: z.array(AttachedView),
  /** PCs that may be added, machines that ask to join, and installations: running, and ended until they are dismissed. */
  candidates: z.array(CandidateView),
  asks: z.array(AskView),
  installs: z.array(InstallView),
  discovery: DiscoveryView,
  /** Models on their way from the internet, and files on their way to machines. */
  downloads: z.array(DownloadView),
  copies: z.array(CopyView),
  /** Requests that wait for a place. */
  waiting: z.int(),
});
export type OfficeState = z.infer<typeof OfficeState>;

export const ConversationSummary = z.object({
  id: z.string(),
  title: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** Kept at the top of the list. */
  pinned: z.boolean(),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** Where an answer went on after its machine was lost, or was being emptied. */
export const AnswerMove = z.object({
  from: z.string(),
  to: z.string(),
  /** lost: the machine or its replica failed. drained: it is being emptied, and handed the answer over. */
  why: z.enum(['lost', 'drained']),
  /** UTF-16 units of the text that were there by then: the mark stands behind them. */
  at: z.int().nonnegative(),
  /** Between the last word before and the first after, in milliseconds. */
  gapMs: z.number().nonnegative(),
});
export type AnswerMove = z.infer<typeof AnswerMove>;

/** Messages form a tree: an edit or another try is a sibling, so that nothing is lost. */
export const Message = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  /** Of questions: what was attached. */
  files: z.array(AttachedFile),
  createdAt: z.number(),
  /** Of answers only. `writing`: still growing, follow /control/answers/ID with this message's id. */
  state: z.enum(['done', 'writing', 'stopped', 'cut', 'failed']),
  model: z.string().nullable(),
  machine: z.string().nullable(),
  tokensPerSecond: z.number().nullable(),
  completionTokens: z.int().nullable(),
  /** Of answers: messages from the conversation's beginning that the model was not given, as they no longer fit. */
  leftOut: z.int().nonnegative(),
  /** Of answers: in order. */
  moves: z.array(AnswerMove),
  problem: Problem.nullable(),
});
export type Message = z.infer<typeof Message>;

export const Conversation = ConversationSummary.extend({
  messages: z.array(Message),
  /** The last message of the branch that is shown; walk parentId from here. */
  headId: z.string().nullable(),
  /** What the model is told before the first message; null: nothing. */
  instructions: Instructions.nullable(),
});
export type Conversation = z.infer<typeof Conversation>;

export const Asked = z.object({ question: Message, answer: Message });
export type Asked = z.infer<typeof Asked>;

export const AnswerFrame = z.discriminatedUnion('type', [
  /**
   * No place is free, or the model is being loaded. `place` counts from 1; null: the model is not ready. `seconds` until its turn
   * comes, as far as can be told.
   */
  z.object({
    type: z.literal('waiting'),
    place: z.int().nullable(),
    seconds: z.number().nullable(),
    reason: z.string(),
  }),
  /** Who writes it. */
  z.object({ type: z.literal('placed'), machine: z.string() }),
  z.object({ type: z.literal('text'), text: z.string() }),
  /** Another machine goes on after exactly the text so far. */
  z.object({ type: z.literal('moved'), move: AnswerMove }),
  /** Last: the message as it is kept. */
  z.object({ type: z.literal('end'), message: Message }),
]);
export type AnswerFrame = z.infer<typeof AnswerFrame>;
