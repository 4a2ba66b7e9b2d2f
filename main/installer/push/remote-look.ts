/** The look at a PC before anything is copied: one script of POSIX sh, which changes nothing there, and how its answer is had. */
import { refuse } from '../../../contract/problem.ts';
import { findDataHome } from './remote-data-home.ts';
import { type HostFacts, readFacts } from './remote-facts.ts';
import type { SshSession } from '../ssh/ssh-session.ts';

/** Prints facts as key=value. A file in the home folder shows whether programs can be run there; it is removed at once. */
const script = (wantSudo: boolean): string => `
LC_ALL=C; export LC_ALL
PATH="$PATH:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"; export PATH
say() { printf '%s=%s\\n' "$1" "$2"; }
has() { command -v "$1" >/dev/null 2>&1; }
if [ -z "$XDG_RUNTIME_DIR" ] && [ -d "/run/user/$(id -u)" ]; then XDG_RUNTIME_DIR="/run/user/$(id -u)"; export XDG_RUNTIME_DIR; fi
echo; say aivailable-look 1
say kernel "$(uname -s)"; say release "$(uname -r)"; say arch "$(uname -m)"
say bits "$(getconf LONG_BIT 2>/dev/null)"
say uid "$(id -u)"; say home "$HOME"
if [ -r /etc/os-release ]; then say os "$(. /etc/os-release && printf %s "$PRETTY_NAME")"
elif has sw_vers; then say os "macOS $(sw_vers -productVersion)"; fi
libc=$(getconf GNU_LIBC_VERSION 2>/dev/null)
if [ -z "$libc" ] && has ldd; then libc=$(ldd --version 2>&1 | head -n 1); fi
say libc "$libc"
say free_kb "$(df -Pk "$HOME" 2>/dev/null | sed -n '2s/.*[[:space:]]\\([0-9][0-9]*\\)[[:space:]][[:space:]]*[0-9-]*%.*/\\1/p')"
if [ -r /proc/meminfo ]; then say memory_kb "$(sed -n 's/^MemTotal:[[:space:]]*\\([0-9]*\\).*/\\1/p' /proc/meminfo)"
elif has sysctl; then memory=$(sysctl -n hw.memsize 2>/dev/null); [ -n "$memory" ] && say memory_kb "$((memory / 1024))"; fi
if has nvidia-smi; then nvidia-smi --query-gpu=name,memory.total --format=csv,noheader 2>/dev/null |
  while IFS= read -r line; do say nvidia "$line"; done; fi
if has lspci; then lspci 2>/dev/null |
  sed -n -e 's/^[^ ]* VGA compatible controller: //p' -e 's/^[^ ]* 3D controller: //p' -e 's/^[^ ]* Display controller: //p' |
  while IFS= read -r line; do say pci "$line"; done; fi
for card in /sys/class/drm/card[0-9]*; do
  case "$card" in *-*) continue ;; esac
  [ -r "$card/device/vendor" ] && say drm "$(cat "$card/device/vendor") $(cat "$card/device/device" 2>/dev/null)"
done
if [ "$(uname -s)" = Darwin ]; then say chip "$(sysctl -n machdep.cpu.brand_string 2>/dev/null)"; fi
f=$(mktemp "$HOME/.aivailable-look.XXXXXX" 2>/dev/null)
if [ -n "$f" ]; then
  trap 'rm -f "$f"' HUP INT TERM
  say writable yes
  printf '#!/bin/sh\\nexit 0\\n' >"$f" 2>/dev/null && chmod 700 "$f" && "$f" 2>/dev/null && say runs yes
  rm -f "$f"
fi
if [ -d /run/systemd/system ]; then say systemd yes; fi
if systemctl --user show-environment >/dev/null 2>&1; then say systemd_user yes; fi
if has loginctl; then say loginctl yes; fi
${wantSudo ? 'if sudo -n true >/dev/null 2>&1; then say sudo yes; fi' : ''}
for tool in tar gzip mktemp sha256sum shasum openssl sudo; do if has "$tool"; then say tool "$tool"; fi; done
${findDataHome}seen=
for folder in "$XDG_DATA_HOME" "$HOME/.local/share" "$HOME/Library/Application Support" /opt; do
  [ "$folder" = "$seen" ] && continue
  seen=$folder base="$folder/aivailable-agent"
  case "$folder" in /opt) data=/var/lib/aivailable-agent ;; *) data="$base/data" ;; esac
  if [ -e "$data" ]; then say data "$data"; fi
  [ -L "$base/current" ] || continue
  say agent "$(basename "$(readlink "$base/current")")"
  say agent_pin "$(sed -n 's/.*"pin"[[:space:]]*:[[:space:]]*"\\([0-9a-f]*\\)".*/\\1/p' "$data/enrolment.json" 2>/dev/null)"
done
say aivailable-look end
`;

interface LookOptions {
  /** Asks whether sudo works without a password, which some systems write down. */
  readonly wantSudo: boolean;
  readonly signal: AbortSignal;
}

/** @throws ProblemError host_unsuitable when no POSIX shell answers */
export async function lookAt(session: SshSession, { wantSudo, signal }: LookOptions): Promise<HostFacts> {
  const { stdout, stderr } = await session.run(script(wantSudo), { signal });
  const facts = readFacts(stdout);
  if (facts) return facts;
  // cmd and PowerShell each fill in one of the two; a POSIX shell fills in neither.
  const { stdout: echoed } = await session.exec('echo %OS% $env:OS', { signal });
  if (/for_windows/i.test(session.software) || echoed.includes('Windows_NT')) {
    refuse('host_unsuitable', 'That PC runs Windows, where nothing can be installed over SSH.', {
      action: 'Open “Run a command there” and start its line for Windows on that PC.',
    });
  }
  const said = `${stderr} ${stdout}`
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
  return refuse(
    'host_unsuitable',
    `Its shell did not answer as a PC’s does${said === '' ? '' : `: “${said}”`}. It may be a network device.`,
  );
}
