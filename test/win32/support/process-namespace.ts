/** What runs in a process namespace, seen from outside. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** All processes that share the namespace of this one, it included. */
export function processesBeside(pid: number): number[] {
  const own = namespaceOf(String(pid));
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return own === null ? [] : names.filter((name) => namespaceOf(name) === own).map(Number);
}

export function firstChildOf(pid: number): number | null {
  const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return first ? Number(first) : null;
}

/** Its command line; empty when it has ended. */
export function commandOf(pid: number): string {
  return orElse('', () => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim());
}

/** Ports on which these processes wait for others: "tcp 22". */
export function listeningSockets(pids: readonly number[]): string[] {
  const own = new Set(pids.flatMap(socketsOf));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) => {
    // 0A: listens. UDP knows only connected sockets and others, 07.
    const waits = kind.startsWith('tcp') ? '0A' : '07';
    const lines = readFileSync(`/proc/net/${kind}`, 'utf8').split('\n').slice(1);
    return lines.flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const port = Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16);
      return state === waits && own.has(inode) ? [`${kind.slice(0, 3)} ${port}`] : [];
    });
  });
}

/** Inodes of the sockets that a process has open. */
const socketsOf = (pid: number): string[] =>
  orElse([], () =>
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const target = orElse('', () => readlinkSync(`/proc/${pid}/fd/${fd}`));
      return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
    }),
  );

const namespaceOf = (pid: string): string | null => orElse(null, () => readlinkSync(`/proc/${pid}/ns/pid`));

/** A process may end while it is looked at. */
function orElse<Value>(otherwise: Value, look: () => Value): Value {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
