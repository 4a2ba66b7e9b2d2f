/** Control: the API of the window and the CLI, and the page itself. See contract/control-api.ts for its calls. */
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Check } from '../../contract/checks.ts';
import { OfficeChange } from '../../contract/control-api.ts';
import { errorKinds, type Problem } from '../../contract/errors.ts';
import { problem, ProblemError, refuse, toProblem } from '../../contract/problem.ts';
import { ServingWish } from '../../contract/serving-state.ts';
import { isLoopback } from '../../common/address.ts';
import { isFullDisk } from '../../common/disk-space.ts';
import type { Clock } from '../base/clock.ts';
import type { HttpHandler } from '../base/http-handler.ts';
import { bearerOf, readJson, sendJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { Log } from '../../common/log.ts';
import type { Answering } from '../gateway/answering.ts';
import type { KeyLimits } from '../gateway/key-limits.ts';
import type { AccessOffice } from './access-office.ts';
import { accessRoutes } from './access-routes.ts';
import type { ActivityOffice } from './activity-office.ts';
import { ActivityRoutes } from './activity-routes.ts';
import { adminAction, officeNamed, type AdminAction } from './admin-action.ts';
import { aliasRoutes } from './alias-routes.ts';
import type { AliasesOffice } from './aliases-office.ts';
import type { AttachedOffice } from './attached-office.ts';
import { attachedRoutes } from './attached-routes.ts';
import { answerRoutes } from './answer-routes.ts';
import { Answers } from './answers.ts';
import { Audit } from './audit.ts';
import { conversationRoutes } from './conversation-routes.ts';
import type { ConversationStore } from './conversation-store.ts';
import { countRoute } from './count-route.ts';
import { courtesyRoutes } from './courtesy-routes.ts';
import { deploymentRoutes, planRoutes } from './deployment-routes.ts';
import type { DeploymentsOffice } from './deployments-office.ts';
import { keyRoutes } from './key-routes.ts';
import type { KeysOffice } from './keys-office.ts';
import { machineRoutes } from './machine-routes.ts';
import type { MachinesOffice } from './machines-office.ts';
import { stateFor } from './member-state.ts';
import { modelRoutes } from './model-routes.ts';
import type { ModelsOffice } from './models-office.ts';
import { OfficeEvents, type EventPace } from './office-events.ts';
import type { Office } from './office.ts';
import { OpenCalls } from './open-calls.ts';
import { pageRoutes } from './page.ts';
import { passwordRoutes } from './password-routes.ts';
import { permissionOf } from './permissions.ts';
import type { PasswordOffice, PeopleOffice } from './people-office.ts';
import { peopleRoutes } from './people-routes.ts';
import { presetRoutes } from './preset-routes.ts';
import type { PresetStore } from './preset-store.ts';
import { sessionRoutes } from './session-routes.ts';
import type { Sessions } from './sessions.ts';
import { visitorIfAny, visitorOf, type Visitor } from './visitor.ts';

interface ControlParts {
  readonly office: Office;
  readonly machines: MachinesOffice;
  readonly models: ModelsOffice;
  readonly deployments: DeploymentsOffice;
  readonly keys: KeysOffice;
  readonly aliases: AliasesOffice;
  readonly people: PeopleOffice;
  readonly password: PasswordOffice;
  readonly attached: AttachedOffice;
  readonly access: AccessOffice;
  readonly activity: ActivityOffice;
  readonly answering: Pick<Answering, 'answer'>;
  /** What each person may ask. */
  readonly limits: Pick<KeyLimits, 'admit' | 'admitModel'>;
  readonly conversations: ConversationStore;
  readonly presets: PresetStore;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the built page. */
  readonly pageRoot: string;
  /** What helps to find a fault, without secrets. */
  readonly diagnostics: () => string;
  /** What usually goes wrong, looked at now. */
  readonly checks: () => readonly Check[];
  readonly pace?: EventPace;
}

const officeBytes = 4096;

export class Control implements HttpHandler {
  readonly #parts: ControlParts;
  readonly #events: OfficeEvents;
  readonly #activity: ActivityRoutes;
  readonly #audit: Audit;
  readonly #answers: Answers;
  readonly #calls: OpenCalls;
  /** What calls did whose path says too little; null: nothing that is kept. */
  readonly #done = new WeakMap<ServerResponse, AdminAction | null>();
  readonly #app: Express;
  /** All that stands behind the table of permissions, by what of the address comes after /control. */
  readonly rooms: ReadonlyMap<string, express.Router>;

  constructor(parts: ControlParts) {
    this.#parts = parts;
    const { office, machines, models, deployments, answering, limits, conversations: store, clock, log, pace } = parts;
    this.#events = new OfficeEvents(office, clock, pace);
    this.#audit = new Audit((event) => parts.activity.add(event));
    this.#activity = new ActivityRoutes(parts.activity, pace?.heartbeatMs ?? 15_000);
    const onChange = (owner: string): void => this.#events.conversationsChanged(owner);
    this.#answers = new Answers({ answering, limits, store, clock, log, onChange });
    this.#calls = new OpenCalls(clock);
    parts.people.onLoss((personId, loss) => this.#endOf(personId, loss));
    this.#app = express();
    this.#app.disable('x-powered-by');
    this.#app.disable('etag');
    this.#app.set('query parser', 'simple');
    // The front tells paths apart by case: so must we, or its checks could be walked around.
    this.#app.enable('case sensitive routing');
    const sessionParts = { sessions: parts.sessions, password: parts.password, calls: this.#calls };
    const officeName = (): string => office.state().office.name;
    this.rooms = new Map([
      ['', this.#officeRoutes().use(courtesyRoutes(office)).use(this.#activity.router)],
      ['/machines', machineRoutes(machines)],
      ['/models', modelRoutes(models, onlyHere)],
      ['/deployments', deploymentRoutes(deployments)],
      ['/aliases', aliasRoutes(parts.aliases)],
      ['/attached', attachedRoutes(parts.attached)],
      ['/plan', planRoutes(deployments)],
      ['/access', accessRoutes(parts.access)],
      ['/keys', keyRoutes(parts.keys)],
      ['/session', sessionRoutes({ ...sessionParts, people: parts.people, officeName })],
      ['/admin-password', passwordRoutes(sessionParts)],
      ['/people', peopleRoutes(parts.people)],
      ['/conversations', conversationRoutes({ store, answers: this.#answers, clock, onChange })],
      ['/presets', presetRoutes(parts.presets)],
      ['/answers/count', countRoute(this.#answers)],
      ['/answers', answerRoutes(this.#answers)],
    ]);
    this.#app.use('/control', this.#session, this.#noteAction);
    for (const [below, router] of this.rooms) this.#app.use(`/control${below}`, router);
    this.#app.use('/control', (request) =>
      refuse('not_found', `There is no ${request.originalUrl.slice(0, 200)} here.`),
    );
    this.#app.use(pageRoutes(parts.pageRoot, parts.sessions));
    this.#app.use(this.#failed);
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#app(request, response);
  }

  refuse(response: ServerResponse, refusal: Problem): void {
    sendJson(response, errorKinds[refusal.code].status, { error: refusal });
  }

  /** Ends the event streams; answers are written on. */
  drain(): void {
    this.#events.close();
    this.#activity.close();
  }

  /** Ends event streams and cuts off answers, keeping their texts. */
  async close(): Promise<void> {
    this.#audit.close();
    await this.#answers.close();
    this.drain();
  }

  /** Lets through whom the table of permissions lets through, and nobody else: no room behind it asks again. */
  readonly #session: express.RequestHandler = (request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    const permission = permissionOf(request.method, request.path);
    if (permission === 'anyone') return next();
    const visitor = this.#visitorOf(request);
    if (permission === 'admin' && !visitor.admin) {
      if (request.method !== 'GET') this.#noteRefusal(request, visitor.caller.name);
      refuse('admin_only', 'Only an admin of the office may do this.');
    }
    this.#calls.add(response, visitor);
    next();
  };

  #visitorOf(request: express.Request): Visitor {
    try {
      return this.#parts.sessions.visitorOf(request);
    } catch (error) {
      // A page without a session only looks, again and again: that is no attempt. A secret that is wrong is one, and so is a change.
      if (request.method !== 'GET' || bearerOf(request) !== null) this.#noteRefusal(request, null);
      throw error;
    }
  }

  /** What somebody may do no more ends at once. */
  #endOf(personId: string, loss: 'access' | 'admin' | 'models'): void {
    // The window connects again by itself, and is told what is there for it now.
    if (loss === 'models') return this.#events.endOf(personId);
    if (loss === 'access') this.#answers.stopOf(personId);
    this.#calls.end(({ person, admin }) => person.id === personId && (loss === 'access' || admin));
  }

  /** Keeps what a person did, once it was done, and what was refused to a person who may not do it. */
  readonly #noteAction: express.RequestHandler = (request, response, next) => {
    if (request.method === 'GET') return next();
    // Asked now: a machine that is taken out has no name afterwards.
    const action = this.#actionOf(request);
    const { remoteAddress } = request.socket;
    response.once('finish', () => {
      // Whoever uses an invite is somebody only now.
      const who = visitorIfAny(response)?.caller.name ?? null;
      const done = this.#done.has(response) ? this.#done.get(response) : action;
      if (response.statusCode === 403 || response.statusCode === 410) this.#noteRefusal(request, who);
      else if (done && response.statusCode < 400) this.#audit.done(done, { who, remoteAddress });
    });
    next();
  };

  #noteRefusal(request: express.Request, who: string | null): void {
    const tried = this.#actionOf(request)?.what ?? request.path.slice(0, 100);
    this.#audit.refused(tried, { who, remoteAddress: request.socket.remoteAddress });
  }

  #actionOf({ method, baseUrl, path }: express.Request): AdminAction | null {
    const { office, people } = this.#parts;
    const nameOf = (id: string) => {
      const { machines, attached } = office.state();
      return [...machines, ...attached].find((one) => one.id === id)?.name ?? people.nameOf(id);
    };
    return adminAction(method, `${baseUrl}${path}`.replace(/^\/control/, ''), nameOf);
  }

  #officeRoutes(): express.Router {
    const { office, machines, diagnostics, checks } = this.#parts;
    const router = express.Router();
    router.get('/state', (_request, response) => {
      response.json(stateFor(visitorOf(response), office.state()));
    });
    router.get('/events', (_request, response) => this.#events.follow(response));
    router.put('/serving', async (request, response) => {
      office.serve(parse(ServingWish, await readJson(request, officeBytes)).on);
      response.status(204).end();
    });
    router.get('/diagnostics', (_request, response) => void response.type('text/plain').send(diagnostics()));
    router.get('/checks', (_request, response) => void response.json(checks()));
    router.patch('/office', async (request, response) => {
      const change = parse(OfficeChange, await readJson(request, officeBytes));
      const { name } = change;
      // A step of the first run is none of the office's events.
      this.#done.set(response, name && name !== office.state().office.name ? officeNamed(name) : null);
      office.change(change);
      response.status(204).end();
    });
    router.post('/backup', onlyHere, async (_request, response) => void response.json(await machines.backup()));
    router.post('/shutdown', onlyHere, (_request, response) => {
      response.once('finish', () => office.shutdown());
      response.status(202).end();
    });
    return router;
  }

  /** Four arguments: how Express tells that this takes errors. */
  readonly #failed: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    if (isBadAddress(error)) return this.refuse(response, problem('not_found', 'There is nothing at this address.'));
    if (!(error instanceof ProblemError) && !request.destroyed) {
      this.#parts.log.error({ err: error, path: request.path }, 'a control call failed inside');
    }
    this.refuse(response, isFullDisk(error) ? fullDisk : toProblem(error));
  };
}

/** What Express says of addresses that it cannot read, or will not serve. */
const isBadAddress = (error: unknown): boolean =>
  error instanceof Error &&
  'status' in error &&
  [400, 403, 404].includes(Number(error.status)) &&
  !(error instanceof ProblemError);

const fullDisk = problem('disk_full', 'The disk of the office’s PC is full.');

/** Paths and the service's life are this PC's matter. */
const onlyHere: express.RequestHandler = ({ socket }, _response, next) => {
  if (isLoopback(socket.remoteAddress ?? '')) return next();
  throw new ProblemError(problem('foreign_address', 'This can be done on the coordinator’s own PC only.'));
};
