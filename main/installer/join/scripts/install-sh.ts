/** The script that installs the agent on a PC with Linux or macOS. It is generated, since it knows its bundle's sha256. */
import path from 'node:path';
import type { BundleInfo } from '../../bundles/bundles.ts';

/** The engine's libraries want it: glibc 2.34. */
const glibcMinor = 34;
/** The archive, what comes out of it, and its copy in the place where it stays. */
const spaceFactor = 8;

/** One file of POSIX sh, which names nothing of the office: the address and the token come as arguments. */
export function installSh(bundle: BundleInfo): string {
  const mac = bundle.platform === 'mac-arm64';
  const neededKb = Math.ceil((bundle.size * spaceFactor) / 1024);
  return `#!/bin/sh
# Installs the AIvailable agent ${bundle.version} for this user and lets it join an office:
#   sh install.sh --from http://192.168.10.12:8420 --coordinator 192.168.10.12:8421 TOKEN
# Without TOKEN the agent asks to join, and an admin compares a code. No rights of an administrator are needed.
# What is downloaded is run only when its sha256 is the one below.
set -euf
umask 077

file='${path.basename(bundle.file)}'
sha256='${bundle.sha256}'
needed_kb=${neededKb}

fail() {
  echo "$1" >&2
  echo 'Nothing was installed.' >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

from='' token='' coordinators=''
while [ $# -gt 0 ]; do
  case "$1" in
    --from | --coordinator)
      [ $# -gt 1 ] || fail "$1 wants an address."
      case "$2" in *[!]A-Za-z0-9.:/_%[-]* | '' | -*) fail "This is no address: $2" ;; esac
      if [ "$1" = --from ]; then from=$2; else coordinators="$coordinators $2"; fi
      shift 2
      ;;
    -*) fail "There is no option $1." ;;
    *)
      token=$1
      shift
      ;;
  esac
done
[ -n "$from" ] || fail 'Say where the office is: --from http://ADDRESS:8420'

${mac ? checksOfMac : checksOfLinux}
free_kb=$(df -Pk "$HOME" | awk 'NR == 2 { print $4 }')
[ "\${free_kb:-0}" -ge "$needed_kb" ] ||
  fail "Too little disk is free in $HOME: $((free_kb / 1024)) MB of $((needed_kb / 1024)) MB."
if has sha256sum; then
  sum_of() { sha256sum "$1" | cut -d ' ' -f 1; }
elif has shasum; then
  sum_of() { shasum -a 256 "$1" | cut -d ' ' -f 1; }
else
  fail 'This PC has neither sha256sum nor shasum.'
fi
if has curl; then
  fetch() { curl -fsS -o "$2" "$1"; }
elif has wget; then
  fetch() { wget -q -O "$2" "$1"; }
else
  fail 'This PC has neither curl nor wget.'
fi

work=$(mktemp -d "$HOME/.aivailable-install.XXXXXX") || fail "No folder can be made in $HOME."
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

echo 'Downloading the agent (${Math.round(bundle.size / 1e6)} MB)…'
fetch "$from/join/files/$file" "$work/$file" || fail "$from does not hand out $file."
[ "$(sum_of "$work/$file")" = "$sha256" ] || fail 'The download is not the file of this office.'
mkdir "$work/bundle"
gzip -dc "$work/$file" | tar -xf - -C "$work/bundle" || fail 'The download cannot be unpacked.'
rm -f "$work/$file"

had=no
[ ! -L "$root/current" ] || had=yes
installed() { "$root/current/bin/node" "$root/current/agent/node-agent.mjs" "$@"; }
options=''
for one in $coordinators; do options="$options --coordinator $one"; done
# What the service asks by itself, when no token says where to go.
asks=$options
[ -z "$token" ] || asks=''
"$work/bundle/bin/node" "$work/bundle/agent/node-agent.mjs" service install --root "$work/bundle" $asks ||
  fail 'The installation failed.'

if [ -z "$token" ]; then
  echo 'Done. The agent asks to join. This shows its code, which the admin compares:'
  echo "  '$root/current/bin/node' '$root/current/agent/node-agent.mjs' status --data '$root/data'"
# Not as an argument: lists of processes show those.
elif printf '%s\n' "$token" | installed join - --data "$root/data" $options; then
  echo 'Done. This PC now shows on the Machines page.'
elif [ "$had" = no ] && installed service uninstall --purge >/dev/null; then
  fail 'The PC could not join, and the agent was removed again.'
else
  echo 'The PC could not join. The agent that was here before stays.' >&2
  exit 1
fi
`;
}

const checksOfLinux = `[ "$(uname -s)" = Linux ] || fail 'This script is for Linux.'
[ "$(uname -m)" = x86_64 ] || fail "The agent runs on x86_64 processors; this is $(uname -m)."
libc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || fail 'The agent needs the GNU C library, which this system does not have.'
case "\${libc#glibc }" in
  2.*) minor=\${libc#glibc 2.} && minor=\${minor%%.*} ;;
  *) fail "The agent does not know this C library: $libc" ;;
esac
[ "$minor" -ge ${glibcMinor} ] || fail "The agent needs glibc 2.${glibcMinor}; this is $libc."
has systemctl || fail 'The agent runs as a service of systemd, which this system does not have.'
root="\${XDG_DATA_HOME:-$HOME/.local/share}/aivailable-agent"`;

const checksOfMac = `[ "$(uname -s)" = Darwin ] || fail 'This script is for macOS.'
[ "$(uname -m)" = arm64 ] || fail "The agent runs on Apple's own processors; this is $(uname -m)."
root="$HOME/Library/Application Support/aivailable-agent"`;
