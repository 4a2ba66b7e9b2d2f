/** What is done with the agent's bundle on another PC, each as one script of POSIX sh. */
import { findDataHome } from './remote-data-home.ts';
import type { HostFacts } from './remote-facts.ts';
import { quoted } from '../ssh/remote-shell.ts';
import { RemoteFailure, type RemoteResult } from '../ssh/ssh-command.ts';
import type { SshSession } from '../ssh/ssh-session.ts';

const marker = 'aivailable-answer=';

/** Where an installed agent is. A shell's words: they may hold variables of that PC. */
interface Layout {
  readonly root: string;
  readonly data: string;
  /** What stands before a command that needs the rights of the whole PC. */
  readonly sudo: string;
}

/** @param base a variable of that PC */
const under = (base: string, folder: string): Layout => ({
  root: `"$${base}/${folder}"`,
  data: `"$${base}/${folder}/data"`,
  sudo: '',
});
const ofUser = under('XDG_DATA_HOME', 'aivailable-agent');
const ofMac = under('HOME', 'Library/Application Support/aivailable-agent');
const ofSystem = (isRoot: boolean): Layout => ({
  root: '/opt/aivailable-agent',
  data: '/var/lib/aivailable-agent',
  sudo: isRoot ? '' : 'sudo -n ',
});

/** The user's service manager and data are found by this, which not every SSH session sets. */
const prelude = `LC_ALL=C; export LC_ALL
if [ -z "$XDG_RUNTIME_DIR" ] && [ -d "/run/user/$(id -u)" ]; then XDG_RUNTIME_DIR="/run/user/$(id -u)"; export XDG_RUNTIME_DIR; fi
${findDataHome}`;
const installMs = 120_000;
const unpackMs = 300_000;
const logLines = 5;

/** Runs scripts over there. */
type Runs = Pick<SshSession, 'run'>;

export class RemoteAgent {
  readonly #layout: Layout;
  readonly #asSystem: boolean;
  /** Data that was there before, an agent's identity and its models, is not ours to remove. */
  readonly #purge: string;

  /** @param asSystem a service of the whole PC, which has a user of its own; otherwise one of the user's */
  constructor(facts: Pick<HostFacts, 'system' | 'isRoot' | 'agentData'>, asSystem: boolean) {
    const { system, isRoot, agentData } = facts;
    this.#asSystem = asSystem;
    this.#purge = agentData.length === 0 ? ' --purge' : '';
    this.#layout = asSystem ? ofSystem(isRoot) : system === 'macos' ? ofMac : ofUser;
  }

  /** Makes a folder that nobody else there can look into, and removes what one that was cut off left. @returns its absolute path */
  async makeFolder(session: Runs, signal: AbortSignal): Promise<string> {
    const script = `umask 077; rm -rf "$HOME"/.aivailable-install.??????; d=$(mktemp -d "$HOME/.aivailable-install.XXXXXX") && echo "${marker}$d"`;
    const folder = answerOf(await session.run(script, { signal }));
    if (folder?.startsWith('/') !== true) throw new RemoteFailure('No temporary folder could be made there.');
    return folder;
  }

  /** Removes it, again and again for a while: something that was broken off may still write into it. */
  async removeFolder(session: Runs, folder: string): Promise<void> {
    const name = quoted(folder);
    const script = `for try in 1 2 3 4 5 6 7 8 9 10; do rm -rf ${name} 2>/dev/null; [ -e ${name} ] || break; sleep 1; done
      [ ! -e ${name} ] && echo "${marker}gone"`;
    succeeded(await session.run(script));
  }

  /** sha256 of a file, hex; null when it cannot be read. */
  async sha256(session: Runs, file: string, signal: AbortSignal): Promise<string | null> {
    const name = quoted(file);
    const script = `s=$(sha256sum ${name} 2>/dev/null || shasum -a 256 ${name} 2>/dev/null || openssl dgst -sha256 -r ${name})
      echo "${marker}\${s%% *}"`;
    return answerOf(await session.run(script, { signal }));
  }

  /** Bytes that are free where the folder is; null when it does not say. */
  async freeDisk(session: Runs, folder: string): Promise<number | null> {
    const script = `LC_ALL=C df -Pk ${quoted(folder)} | sed -n '2s/.*[[:space:]]\\([0-9][0-9]*\\)[[:space:]][[:space:]]*[0-9-]*%.*/${marker}\\1/p'`;
    const free = answerOf(await session.run(script));
    return free !== null && /^\d{1,16}$/.test(free) ? Number(free) * 1024 : null;
  }

  /** Unpacks the archive, drops it, and runs the Node that came out. @returns its version */
  async unpack(session: Runs, folder: string, signal: AbortSignal): Promise<string> {
    const script = `cd ${quoted(folder)} && mkdir bundle && gzip -dc bundle.tar.gz | tar -x -f - -C bundle && rm -f bundle.tar.gz &&
      v=$(./bundle/bin/node --version) && echo "${marker}$v"`;
    return succeeded(await session.run(script, { signal, withinMs: unpackMs }));
  }

  /**
   * Installs it as a service and starts that. Not to be broken off half way: it takes seconds, and is undone whole.
   * @returns what it says for whoever installs
   */
  async install(session: Runs, folder: string): Promise<string> {
    const bundle = quoted(`${folder}/bundle`);
    const system = this.#asSystem ? ' --system' : '';
    const script = `${prelude}${this.#layout.sudo}${bundle}/bin/node ${bundle}/agent/node-agent.mjs service install --root ${bundle}${system} </dev/null && echo "${marker}yes"`;
    const result = await session.run(script, { withinMs: installMs });
    succeeded(result);
    return shortened(result.stdout.replaceAll(`${marker}yes`, ''));
  }

  /** Lets the agent join. The token goes over the standard input: a list of processes would show a command line. */
  async join(session: Runs, token: string, coordinators: readonly string[]): Promise<void> {
    const { root, data } = this.#layout;
    const to = coordinators.map((address) => ` --coordinator ${quoted(address)}`).join('');
    const command = `${root}/current/bin/node ${root}/current/agent/node-agent.mjs join - --data ${data}${to}`;
    const script = `${prelude}${this.#asAgent(command)} && echo "${marker}yes"`;
    const result = await session.run(script, { input: `${token}\n`, withinMs: installMs });
    const scrubbed = (text: string): string => text.replaceAll(token, 'the token');
    succeeded({ ...result, stdout: scrubbed(result.stdout), stderr: scrubbed(result.stderr) });
  }

  /** The installed agent uninstalls itself; where there is none, nothing is done. */
  async uninstall(session: Runs): Promise<void> {
    const { root, sudo } = this.#layout;
    const system = this.#asSystem ? ' --system' : '';
    const script = `${prelude}[ -L ${root}/current ] || { echo "${marker}nothing"; exit 0; }
      ${sudo}${root}/current/bin/node ${root}/current/agent/node-agent.mjs service uninstall${this.#purge}${system} </dev/null && echo "${marker}yes"`;
    succeeded(await session.run(script, { withinMs: installMs }));
  }

  /** The agent's last words, joined; empty when there are none. */
  async lastWords(session: Runs): Promise<string> {
    const { data, sudo } = this.#layout;
    const { stdout } = await session.run(`${prelude}${sudo}tail -n ${logLines} ${data}/agent.log 2>/dev/null`);
    return stdout
      .split('\n')
      .map(sentenceOf)
      .filter((line) => line !== '')
      .join(' · ')
      .slice(0, 600);
  }

  /** A service of the whole PC has a user of its own, who must be able to read what is written here. */
  #asAgent(command: string): string {
    return this.#asSystem ? `${this.#layout.sudo}su -s /bin/sh -c ${quoted(command)} aivailable-agent` : command;
  }
}

function answerOf({ stdout }: RemoteResult): string | null {
  const line = stdout.split('\n').findLast((one) => one.startsWith(marker));
  return line?.slice(marker.length).trim() || null;
}

function succeeded(result: RemoteResult): string {
  const answer = answerOf(result);
  if (answer !== null) return answer;
  const said = shortened(result.stderr) || shortened(result.stdout);
  throw new RemoteFailure(
    said === '' ? `A command there ended with ${result.code ?? 'a signal'}.` : `It said: “${said}”`,
  );
}

/** The end of what a program said, where the reason is. */
const shortened = (text: string): string =>
  text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(-400);

/** A line of the agent's log as people read it. */
function sentenceOf(line: string): string {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said !== 'object' || said === null || !('msg' in said)) return '';
    const why = 'err' in said && typeof said.err === 'object' && said.err !== null && 'message' in said.err;
    return shortened(
      why ? `${String(said.msg)}: ${String((said.err as { message: unknown }).message)}` : String(said.msg),
    );
  } catch {
    return shortened(line);
  }
}
