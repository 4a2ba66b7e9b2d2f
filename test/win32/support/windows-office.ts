/** A real office on Linux, asked about its one machine with Windows' binaries. */
import { createHash } from 'node:crypto';
import type { MachineView } from '../../../contract/control-api.ts';
import { type AskView, JoinCommands, MachineTest } from '../../../contract/control-machines.ts';
import { makeKey, type SharedOffice, startSharedOffice } from '../../support/office-process.ts';
import { programMs, until } from '../../support/until.ts';

/** How the command for PowerShell says it; there is no PowerShell here that could run it. */
const powerShell =
  /^.*\$f="\$env:TEMP\\(?<name>[^"]+)"; iwr http:\/\/[^/]+(?<path>\/\S+) .* -eq '(?<sha256>[0-9A-F]{64})'/;

export class WindowsOffice {
  readonly #office: SharedOffice;
  readonly #key: string;

  private constructor(office: SharedOffice, key: string) {
    this.#office = office;
    this.#key = key;
  }

  static async start(): Promise<WindowsOffice> {
    const office = await startSharedOffice();
    await office.ready();
    return new WindowsOffice(office, await makeKey(office.dataDir));
  }

  end(): Promise<void> {
    return this.#office.end();
  }

  /** Makes a join command and does by hand what it says: download, check. */
  async download(): Promise<{ name: string; content: Buffer }> {
    const line = await until(
      'the installer is offered',
      async () => JoinCommands.parse(await this.control('POST', 'machines/tokens')).commands.windows,
      programMs,
    );
    const { name = '', path = '', sha256 = '' } = powerShell.exec(line)?.groups ?? {};
    const answer = await fetch(`http://127.0.0.1:${this.#office.running().port}${path}`);
    const content = Buffer.from(await answer.arrayBuffer());
    const digest = createHash('sha256').update(content).digest('hex').toUpperCase();
    if (digest !== sha256) throw new Error(`not what the command says: ${line}`);
    return { name, content };
  }

  /** The machine, as soon as it is in one of these states. */
  machine(...states: MachineView['state'][]): Promise<MachineView> {
    return until(
      `the machine is ${states.join(' or ')}`,
      async () => (await this.machines()).find((one) => !one.thisPc && states.includes(one.state)),
      programMs,
    );
  }

  async machines(): Promise<MachineView[]> {
    return (await this.#office.state()).machines;
  }

  async asks(): Promise<AskView[]> {
    return (await this.#office.state()).asks;
  }

  async test(machineId: string, gpuId: string): Promise<MachineTest> {
    return MachineTest.parse(await this.control('POST', `machines/${machineId}/test`, { gpuId }));
  }

  /** Asks the office a question as a program would. */
  async ask(question: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.#office.running().port}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'demo', temperature: 0, messages: [{ role: 'user', content: question }] }),
    });
    const said = (await answer.json()) as { choices?: { message: { content: string } }[] };
    return said.choices?.[0]?.message.content ?? JSON.stringify(said);
  }

  async control(method: string, call: string, body: unknown = {}): Promise<unknown> {
    const { port, token } = this.#office.running();
    const answer = await fetch(`http://127.0.0.1:${port}/control/${call}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${call}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}
