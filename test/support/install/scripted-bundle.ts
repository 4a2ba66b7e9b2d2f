/** An agent's bundle whose Node is a script: it installs, joins and uninstalls as the real one does, as far as files show. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BundleInfo } from '../../../main/installer/bundles/bundles.ts';

/** Files in the folder $SWITCHES make it fail; what it was asked is written into $SWITCHES/../agent. */
const program = `#!/bin/sh
[ "$1" = --version ] && [ -e "$SWITCHES/node-hangs" ] && { echo $$ >"$SWITCHES/../pid"; exec sleep 600; }
[ "$1" = --version ] && { echo v24.21.0; exit 0; }
shared="\${XDG_DATA_HOME:-$HOME/.local/share}"
base="$shared/aivailable-agent"
echo "$*" >>"$SWITCHES/../agent"
shift
case "$1 $2" in
  'service install')
    mkdir -p "$base/versions" "$base/data"
    cp -R "$(dirname "$0")/.." "$base/versions/0.1.0"
    ln -s versions/0.1.0 "$base/current"
    [ -e "$SWITCHES/install-fails" ] && { echo 'The service manager does not answer.' >&2; exit 1; }
    echo '{"level":30,"msg":"the agent starts"}' >"$base/data/agent.log"
    echo 'The agent 0.1.0 is started.' ;;
  'service uninstall')
    [ -e "$SWITCHES/uninstall-fails" ] && { echo 'Something holds it.' >&2; exit 1; }
    case "$*" in *--purge*) rm -rf "$base" ;; *) rm -rf "$base/versions" "$base/current" ;; esac
    rmdir "$shared" "$HOME/.local" 2>/dev/null; exit 0 ;;
  'join -')
    IFS= read -r token
    [ -e "$SWITCHES/join-fails" ] && { echo "The coordinator refused $token." >&2; exit 1; }
    echo '{"level":50,"msg":"the coordinator cannot be reached","err":{"message":"connect ETIMEDOUT"}}' >>"$base/data/agent.log"
    printf '{"pin": "%s"}\\n' "$(printf %s "$token" | cut -d. -f2)" >"$base/data/enrolment.json"
    printf %s "$token" >"$SWITCHES/../token" ;;
  *) echo "unknown: $*" >&2; exit 2 ;;
esac
`;

/** @param bytes that are added to it and cannot be packed smaller */
export function scriptedBundle(folder: string, bytes = 0): BundleInfo {
  const content = path.join(folder, 'content');
  for (const name of ['bin', 'agent']) mkdirSync(path.join(content, name), { recursive: true });
  writeFileSync(path.join(content, 'bin', 'node'), program, { mode: 0o755 });
  writeFileSync(path.join(content, 'agent', 'node-agent.mjs'), '');
  writeFileSync(path.join(content, 'filling'), randomBytes(bytes));
  const file = path.join(folder, 'aivailable-agent-0.1.0-linux-x64.tar.gz');
  execFileSync('tar', ['-czf', file, '-C', content, '.']);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  return { platform: 'linux-x64', version: '0.1.0', file, size: statSync(file).size, sha256 };
}
