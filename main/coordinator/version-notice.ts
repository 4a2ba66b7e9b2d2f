/** What a person is told about an agent of another version. Pure. */
import type { Compatibility } from '../../common/compatible.ts';
import { version } from '../../common/version.ts';
import type { Notice } from '../../contract/notice.ts';

const effect = 'Nothing is placed on this machine.';

export function versionNotice(found: Exclude<Compatibility, 'works'>, agentVersion: string): Notice {
  return {
    reason: `The agent has version ${agentVersion} and this office ${version}: they are too far apart to work together.`,
    effect,
    action:
      found === 'agent too old'
        ? 'Update the agent; it goes over the tunnel.'
        : 'Update AIvailable on the coordinator’s PC, or bring this office’s version to the agent.',
  };
}

export const unreadableNotice = (agentVersion: string): Notice => ({
  reason: `The agent (version ${agentVersion}) says things that this office (version ${version}) does not understand.`,
  effect,
  action: 'Update the agent; it goes over the tunnel.',
});
