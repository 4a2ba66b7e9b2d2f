/** The programs by which a system is kept from sleeping, the best first. Each keeps it awake while it runs. Pure. */

export interface AwakeWay {
  readonly program: string;
  readonly args: readonly string[];
}

/** ES_CONTINUOUS | ES_SYSTEM_REQUIRED: awake until its thread ends; the screen may go dark. */
const stayUp = 0x80000001;

/** @param agentPid what they wait for, so that none outlives an agent that was killed */
export function awakeWays(platform: NodeJS.Platform, agentPid: number): AwakeWay[] {
  switch (platform) {
    case 'linux':
      // Who has no session may only keep it from idling.
      return ['sleep:idle', 'idle'].map(inhibit);
    case 'darwin':
      return [{ program: 'caffeinate', args: ['-i', '-w', String(agentPid)] }];
    case 'win32':
      return [{ program: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-Command', waitFor(agentPid)] }];
    default:
      return [];
  }
}

/** `cat` ends with its standard input, which the agent holds. */
const inhibit = (what: string): AwakeWay => ({
  program: 'systemd-inhibit',
  args: [`--what=${what}`, '--mode=block', '--who=AIvailable', '--why=An answer is being written', 'cat'],
});

const waitFor = (pid: number): string =>
  [
    `$kernel = Add-Type -PassThru -Name Kernel -Namespace Aivailable -MemberDefinition`,
    `'[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint flags);';`,
    `if ($kernel::SetThreadExecutionState(${stayUp}) -eq 0) { exit 1 };`,
    `Wait-Process -Id ${pid} -ErrorAction SilentlyContinue`,
  ].join(' ');
