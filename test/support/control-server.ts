/** Control on a loopback port, over a fleet and stores in memory: as the window and the command line meet it. */
import type { z } from 'zod';
import { ConversationSummary, type OfficeChange, type OfficeState } from '../../contract/control-api.ts';
import type { CourtesyChange } from '../../contract/courtesy.ts';
import type { InternetLimit } from '../../contract/internet.ts';
import { NewPerson } from '../../contract/people.ts';
import { systemClock } from '../../main/base/clock.ts';
import { Listeners } from '../../main/base/listeners.ts';
import { quietLog } from './quiet-log.ts';
import { fine } from '../../main/diagnostics/check.ts';
import { Control } from '../../main/control/control.ts';
import { Front } from '../../main/front/front.ts';
import { KeyLimits } from '../../main/gateway/key-limits.ts';
import { answeringOver } from './gateway/answering-over.ts';
import { MemoryFleet } from './gateway/memory-fleet.ts';
import { MemoryConversations, MemoryPresets } from './control/memory-stores.ts';
import { memoryPeople } from './control/memory-people.ts';
import { noNewcomers } from './control/no-newcomers.ts';
import { MemoryActivity } from './control/memory-activity.ts';
import {
  RecordedAccess,
  RecordedAliases,
  RecordedAttached,
  RecordedDeployments,
  RecordedKeys,
  RecordedMachines,
  RecordedModels,
} from './control/recorded-port.ts';
import { tempDir } from './temp-dir.ts';

const noOffice: OfficeState = {
  office: {
    name: 'Test',
    welcome: 'done',
    version: '0',
    machineName: 'PC',
    startedAt: 0,
    addresses: [],
    serving: true,
    dataDir: null,
  },
  marginBytes: 0,
  internet: { bytesPerSecond: null, hours: null },
  courtesy: { keepAwake: true, makeRoom: true },
  machines: [],
  models: [],
  ...noNewcomers,
  downloads: [],
  attached: [],
  copies: [],
  waiting: 0,
};

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

class TestOffice {
  waiting = 0;
  stopped = 0;
  serving = true;
  readonly #changes = new Listeners();
  readonly state = (): OfficeState => ({
    ...noOffice,
    office: { ...noOffice.office, serving: this.serving, ...this.facts },
    waiting: this.waiting,
    marginBytes: this.marginBytes,
    internet: this.internet,
    courtesy: this.courtesy,
  });
  readonly onChange = (listener: () => void): (() => void) => this.#changes.add(listener);
  readonly serve = (on: boolean): void => void (this.serving = on);
  readonly shutdown = (): void => void (this.stopped += 1);
  facts: Partial<OfficeState['office']> = {};
  marginBytes = 0;
  setMargin(bytes: number): void {
    this.marginBytes = bytes;
    this.#changes.call();
  }
  internet = noOffice.internet;
  setInternet(limit: InternetLimit): void {
    this.internet = limit;
    this.#changes.call();
  }
  courtesy = noOffice.courtesy;
  changeCourtesy({ keepAwake = this.courtesy.keepAwake, makeRoom = this.courtesy.makeRoom }: CourtesyChange): void {
    this.courtesy = { keepAwake, makeRoom };
    this.#changes.call();
  }
  change(change: OfficeChange): void {
    this.facts = { ...this.facts, ...(change as Partial<OfficeState['office']>) };
    this.#changes.call();
  }
  wait(waiting: number): void {
    this.waiting = waiting;
    this.#changes.call();
  }
}

export async function serveControl() {
  const fleet = new MemoryFleet().model('demo').replica('a', { slots: 2 });
  const { answering, usage } = answeringOver(fleet, { waitMs: 500 });
  const store = new MemoryConversations();
  const office = new TestOffice();
  const machines = new RecordedMachines();
  const models = new RecordedModels();
  const deployments = new RecordedDeployments();
  const keys = new RecordedKeys();
  const aliases = new RecordedAliases();
  const attached = new RecordedAttached();
  const access = new RecordedAccess();
  const activity = new MemoryActivity();
  const { people, password, sessions, db } = memoryPeople('control-token');
  const pageRoot = tempDir();
  const pace = { everyMs: 20, heartbeatMs: 20 };
  const parts = {
    office,
    machines: machines.port,
    models: models.port,
    deployments: deployments.port,
    keys: keys.port,
    aliases: aliases.port,
    people,
    password,
    attached: attached.port,
    access: access.port,
    activity,
    answering,
    limits: new KeyLimits({ tokensToday: () => 0, clock: systemClock }),
    conversations: store,
    presets: new MemoryPresets(),
    sessions,
    clock: systemClock,
    log: quietLog,
    pageRoot,
    diagnostics: () => 'nothing is wrong',
    checks: () => [fine('port', 'The office is served on port 8420.')],
    pace,
  };
  const control = new Control(parts);
  const ownNames = () => ({ hostName: 'office-pc', addresses: [] });
  const front = new Front({
    gateway: control,
    join: control,
    metrics: control,
    ca: control,
    control,
    ownNames,
    requireHttps: () => false,
  });
  const port = await front.listen(0, '127.0.0.1');
  const call = (at: string, init: Init = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${at}`, {
      redirect: 'manual',
      ...init,
      headers: { authorization: 'Bearer control-token', ...init.headers },
    });
  const post = async (at: string, body: unknown = {}): Promise<unknown> =>
    (await call(at, { method: 'POST', body: JSON.stringify(body) })).json();
  const newConversation = async (): Promise<ConversationSummary> =>
    ConversationSummary.parse(await post('/control/conversations'));
  /** Somebody who came by an invite, and the cookie of their browser. */
  const invited = ({ name = 'Aylin', ...wishes }: Partial<z.input<typeof NewPerson>>) => {
    const { person, links } = people.add(NewPerson.parse({ name, ...wishes }));
    const who = people.accept(links[0]?.split('#')[1] ?? '', '127.0.0.1');
    const { cookie } = sessions.begin(who, { remoteAddress: '127.0.0.1', localPort: port });
    return { id: person.id, cookie: cookie.split(';')[0] ?? '' };
  };
  const close = async (): Promise<void> => {
    await control.close();
    await front.close(0);
    db.close();
  };
  return {
    fleet,
    store,
    office,
    machines,
    models,
    deployments,
    keys,
    aliases,
    attached,
    access,
    activity,
    usage,
    people,
    password,
    sessions,
    control,
    front,
    pageRoot,
    port,
    call,
    post,
    newConversation,
    invited,
    close,
  };
}

export type ControlServer = Awaited<ReturnType<typeof serveControl>>;
