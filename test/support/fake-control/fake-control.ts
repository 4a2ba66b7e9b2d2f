/**
 * A coordinator of paper for looking at the window: serves dist/renderer and a scripted /control API.
 *
 *   node test/support/fake-control/fake-control.ts     PORT=8430, FAKE_OFFICE=linden, WORD_MS=40, TICK_MS=700, SLOW_MS=0, PAGE=dist/renderer
 *   http://127.0.0.1:8430/?office=loading              changes the office: each of fake-offices.ts, or no-session
 *   http://127.0.0.1:8430/?who=member                  changes who looks at it: window, member, admin (at another PC), revoked
 *   http://127.0.0.1:8430/i#M4TK-92QX-7HJD-3KWP        an invite
 *
 * A question with the word "queue" waits first; one with "fail" breaks off; one with "long" has an answer of 1,000 words; one with
 * "refuse" is refused.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AskRequest, ConversationChange, CountRequest, NewConversation } from '../../../contract/chat.ts';
import {
  ConversationSummary,
  OfficeChange,
  type Conversation,
  type OfficeState,
} from '../../../contract/control-api.ts';
import { CourtesyChange } from '../../../contract/courtesy.ts';
import { InternetWish } from '../../../contract/internet.ts';
import { MarginWish } from '../../../contract/margin.ts';
import type { Preset } from '../../../contract/presets.ts';
import { problem, ProblemError, refuse, toProblem } from '../../../contract/problem.ts';
import { wordsIn } from '../../../main/control/search-hit.ts';
import { FakeAccess } from './fake-access.ts';
import { FakeActivity } from './fake-activity.ts';
import { FakeAliases } from './fake-aliases.ts';
import { FakeChat } from './fake-chat.ts';
import { fakeBackup } from './fake-backup.ts';
import { fakeChecks } from './fake-checks.ts';
import { FakeKeys } from './fake-keys.ts';
import { FakeMachines } from './fake-machines.ts';
import { FakeModels } from './fake-models.ts';
import { FakePeople, type FakeVisitor } from './fake-people.ts';
import { fakeHistories } from './fake-history.ts';
import { candidate } from './found-parts.ts';
import { fakeOffices, type FakeOfficeName } from './fake-offices.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const csp = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
const builtPage = join(import.meta.dirname, '../../../dist/renderer');

interface FakeOptions {
  readonly office?: FakeOfficeName | 'no-session';
  /** Who looks at it; left out: the window of the office's own PC. */
  readonly who?: FakeVisitor;
  /** Between two words of an answer, in milliseconds. */
  readonly wordMs?: number;
  /** Between two steps of what goes on by itself: installations, scans, machines that come and go. */
  readonly tickMs?: number;
  /** Where the built page lies. */
  readonly page?: string;
  /** How long each answer takes, and how much later what happens is told, in milliseconds; left out: SLOW_MS, or no time. */
  readonly slowMs?: number;
}

export class FakeControl {
  readonly #server: Server;
  readonly chat: FakeChat;
  readonly #streams = new Set<ServerResponse>();
  readonly #page: string;
  readonly #tickMs: number;
  readonly #slowMs: number;
  #machines: FakeMachines | null = null;
  #models: FakeModels | null = null;
  #activity = new FakeActivity('');
  #keys = new FakeKeys('');
  #who: FakeVisitor;
  #people = new FakePeople('', 'window');
  readonly access = new FakeAccess();
  #aliases = new FakeAliases('');

  constructor({
    office = 'linden',
    who = 'window',
    wordMs = 40,
    tickMs = 700,
    page = builtPage,
    slowMs = Number(process.env['SLOW_MS'] ?? 0),
  }: FakeOptions = {}) {
    this.#page = page;
    this.#slowMs = slowMs;
    this.#tickMs = tickMs;
    this.#who = who;
    this.#open(office);
    this.chat = new FakeChat(wordMs, () => this.#tell('conversations', {}));
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        const { status } = error instanceof ProblemError ? error : new ProblemError(toProblem(error));
        this.#json(response, status, { error: toProblem(error) });
      });
    });
  }

  /** Resolves to the address of the page. */
  listen(port: number): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
      });
    });
  }

  /** The office as it is now; null: this visitor has no session. */
  get state(): OfficeState | null {
    return this.#machines?.state ?? null;
  }

  /** A PC answers in the network. */
  hear(name: string, address: string): void {
    const { candidates = [] } = this.state ?? {};
    this.#machines?.update({ candidates: [...candidates, candidate(name, address)] });
  }

  /** Everybody who looks sees the office so from now on. */
  show(changes: Partial<OfficeState>): void {
    this.#machines?.update(changes);
  }

  close(): Promise<void> {
    this.chat.stopAll();
    this.#machines?.close();
    this.#models?.close();
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #open(office: FakeOfficeName | 'no-session'): void {
    this.#machines?.close();
    this.#machines =
      office === 'no-session'
        ? null
        : new FakeMachines(fakeOffices[office](), this.#tickMs, () => this.#tell('state', this.state));
    this.#activity = new FakeActivity(office);
    this.#keys = new FakeKeys(office);
    this.#people = new FakePeople(office, this.#who);
    this.#aliases = new FakeAliases(office);
    this.#models?.close();
    this.#models = this.#machines && new FakeModels(this.#machines, this.#tickMs);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const wanted = searchParams.get('office');
    if (wanted && (wanted in fakeOffices || wanted === 'no-session')) this.#open(wanted as FakeOfficeName);
    const who = searchParams.get('who');
    if (who) {
      this.#who = who as FakeVisitor;
      this.#people = new FakePeople('linden', this.#who);
    }
    if (!pathname.startsWith('/control/')) return this.#file(response, pathname);
    if (this.#slowMs > 0) await setTimeout(this.#slowMs);
    const parts = pathname.split('/').slice(2).map(decodeURIComponent);
    const isPeoples = ['people', 'admin-password', 'session'].includes(parts[0] ?? '');
    if (isPeoples && (this.#machines || parts.length > 1)) {
      const { status, body: answer } = this.#people.answer(request.method ?? 'GET', parts, await body(request));
      if (answer !== undefined) return this.#json(response, status, answer);
      response.writeHead(status).end();
      return;
    }
    const machines = this.#machines ?? refuse('no_session', 'This browser has no session here.');
    const [, , room, id, verb] = pathname.split('/');
    const call = `${request.method} ${room}`;
    this.#people.session();
    if (call === 'GET state') return this.#json(response, 200, machines.state);
    if (call === 'PATCH office') {
      machines.update({ office: { ...machines.state.office, ...defined(OfficeChange.parse(await body(request))) } });
      response.writeHead(204).end();
      return;
    }
    if (call === 'PUT margin') {
      machines.update({ marginBytes: MarginWish.parse(await body(request)).bytes });
      response.writeHead(204).end();
      return;
    }
    if (call === 'PUT internet') {
      machines.update({ internet: InternetWish.parse(await body(request)) });
      response.writeHead(204).end();
      return;
    }
    if (call === 'PATCH courtesy') {
      const { courtesy } = machines.state;
      const { keepAwake = courtesy.keepAwake, makeRoom = courtesy.makeRoom } = CourtesyChange.parse(
        await body(request),
      );
      machines.update({ courtesy: { keepAwake, makeRoom } });
      response.writeHead(204).end();
      return;
    }
    if (call === 'GET events') return this.#events(response, machines.state);
    if (call === 'GET diagnostics') return void response.end('# AIvailable diagnostics\n');
    if (call === 'GET checks') return this.#json(response, 200, fakeChecks(machines.state, this.access.view()));
    if (call === 'PUT serving') return void response.writeHead(204).end();
    if (call === 'POST backup') return this.#json(response, 200, fakeBackup(machines.state));
    if (room === 'machines' || (this.#models && (room === 'models' || room === 'deployments' || room === 'plan'))) {
      const rest = pathname.split('/').slice(3).map(decodeURIComponent);
      const method = request.method ?? 'GET';
      const sent = await body(request);
      const { status, body: answer } =
        room === 'machines' || !this.#models
          ? machines.answer(method, rest, sent)
          : this.#models.answer(method, [room, ...rest], sent);
      if (answer !== undefined) return this.#json(response, status, answer);
      response.writeHead(status).end();
      return;
    }
    if (room === 'activity' || room === 'availability' || room === 'rates') {
      return this.#json(response, 200, this.#activity.answer(room, searchParams));
    }
    if (call === 'GET history') {
      return this.#json(response, 200, fakeHistories(machines.state, searchParams.get('machine')));
    }
    if (room === 'access') {
      return this.#json(response, 200, this.access.answer(request.method ?? 'GET', id, await body(request)));
    }
    if (room === 'keys' || room === 'aliases') {
      const [method, sent] = [request.method ?? 'GET', await body(request)];
      const { status, body: answer } =
        room === 'keys'
          ? this.#keys.answer(method, id, sent)
          : this.#aliases.answer(method, decodeURIComponent(id ?? ''), sent);
      if (answer !== undefined) return this.#json(response, status, answer);
      response.writeHead(status).end();
      return;
    }
    if (call === 'GET presets') return this.#json(response, 200, fakePresets);
    if (room === 'conversations') return this.#conversations(request, response, id, verb);
    if (call === 'POST answers' && id === 'count') {
      const { text } = CountRequest.parse(await body(request));
      return this.#json(response, 200, { tokens: Math.ceil(text.length / 4) });
    }
    if (call === 'GET answers' && id) return this.#follow(response, id);
    if (call === 'POST answers' && id && verb === 'stop') {
      this.chat.stop(id);
      response.writeHead(204).end();
      return;
    }
    refuse('not_found', `There is no ${pathname} here.`);
  }

  async #conversations(request: IncomingMessage, response: ServerResponse, id?: string, verb?: string): Promise<void> {
    if (id === undefined) {
      if (request.method === 'POST') {
        const { first } = NewConversation.parse(await body(request));
        return this.#json(response, 200, summary(this.chat.begin(first)));
      }
      return this.#json(response, 200, this.chat.conversations.map(summary));
    }
    if (id === 'search') {
      const { searchParams } = new URL(request.url ?? '/', 'http://fake');
      return this.#json(response, 200, this.chat.search(wordsIn(searchParams.get('words') ?? '')));
    }
    const conversation = this.chat.find(id) ?? refuse('not_found', 'There is no such conversation.');
    if (verb === 'answers') {
      return this.#json(response, 201, this.chat.ask(conversation, AskRequest.parse(await body(request))));
    }
    if (request.method === 'PATCH') {
      this.chat.change(conversation, ConversationChange.parse(await body(request)));
      return this.#json(response, 200, summary(conversation));
    }
    if (request.method === 'DELETE') {
      this.chat.remove(id);
      response.writeHead(204).end();
      return;
    }
    this.#json(response, 200, conversation);
  }

  #follow(response: ServerResponse, id: string): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const leave = this.chat.follow(id, (frame) => {
      response.write(`data: ${JSON.stringify(frame)}\n\n`);
      if (frame.type === 'end') response.end();
    });
    response.on('close', () => leave?.());
    if (!leave) response.end();
  }

  #events(response: ServerResponse, state: unknown): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`);
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
  }

  #tell(event: string, data: unknown): void {
    const told = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    // Who comes meanwhile gets what is newer at once.
    const listening = [...this.#streams];
    const write = (): void => listening.forEach((stream) => void (this.#streams.has(stream) && stream.write(told)));
    if (this.#slowMs > 0) setTimeout(this.#slowMs).then(write, () => undefined);
    else write();
  }

  async #file(response: ServerResponse, pathname: string): Promise<void> {
    const path = join(this.#page, normalize(pathname === '/' || pathname === '/i' ? '/index.html' : pathname));
    const content = await readFile(path).catch(() => refuse('not_found', `There is no ${pathname} here.`));
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': csp,
    });
    response.end(content);
  }

  #json(response: ServerResponse, status: number, value: unknown): void {
    if (response.headersSent) return;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  }
}

const fakePresets: Preset[] = [
  { id: 'p1', name: 'Letters, friendly', text: 'Write friendly letters.', shared: true, editable: true },
  { id: 'p2', name: 'Plain words', text: 'Explain it so that a newcomer understands.', shared: true, editable: false },
  { id: 'p3', name: 'Tender German', text: 'Answer in German, as in a tender.', shared: false, editable: true },
];

/** What was said. */
const defined = ({ name, welcome }: OfficeChange): Partial<OfficeState['office']> => ({
  ...(name === undefined ? {} : { name }),
  ...(welcome === undefined ? {} : { welcome }),
});

const summary = (conversation: Conversation): ConversationSummary => ConversationSummary.parse(conversation);

async function body(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    throw new ProblemError(problem('invalid_json', 'The body is not valid JSON.'), { cause: error });
  }
}

if (import.meta.main) {
  const { PORT = '8430', FAKE_OFFICE = 'linden', WORD_MS = '40', TICK_MS = '700', PAGE = builtPage } = process.env;
  const office = FAKE_OFFICE as FakeOfficeName;
  const fake = new FakeControl({ office, wordMs: Number(WORD_MS), tickMs: Number(TICK_MS), page: PAGE });
  const address = await fake.listen(Number(PORT));
  process.stdout.write(`${address}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.close());
}
