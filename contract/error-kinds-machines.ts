/** The errors about the tunnel, and how machines are added. @see errors.ts for what each entry means. */
import type { ErrorKind } from './error-kind.ts';

export const machineErrors = {
  // The tunnel
  tunnel_refused: {
    status: 403,
    effect: 'The machine stays outside.',
    action: 'Add the machine again from the coordinator.',
  },
  join_token_invalid: {
    status: 403,
    effect: 'The machine stays outside.',
    action: 'Make a new command on the coordinator’s Machines page; each works once, for 10 minutes.',
  },
  join_rejected: {
    status: 403,
    effect: 'The machine stays outside.',
    action: 'Talk to the admin, then ask again.',
  },
  too_many_asks: { status: 429, effect: 'The machine stays outside for now.', action: 'Try again in a minute.' },
  coordinator_not_found: {
    status: 404,
    effect: 'The machine stays outside.',
    action: 'Give its address, as the coordinator’s Machines page shows it: --coordinator ADDRESS:8421',
  },
  machine_not_found: { status: 404, effect: 'Nothing was changed.', action: 'Look at the list of machines.' },
  machine_not_connected: {
    status: 409,
    effect: 'Nothing was done.',
    action: 'Start that machine, and try again when it is connected.',
  },
  machine_is_here: {
    status: 409,
    effect: 'Nothing was done.',
    action: 'To stop using this PC, pause it.',
  },
  paused_by_user: {
    status: 409,
    effect: 'Nothing runs on it until then.',
    action: 'Wait, or ask the person at that PC to run there: agent resume',
  },
  wake_impossible: {
    status: 409,
    effect: 'No wake-up call was sent.',
    action: 'Switch it on by hand; once it has been connected, it can be woken.',
  },
  wake_failed: { status: 502, effect: 'No wake-up call was sent.', action: 'Check this PC’s network, and try again.' },
  ask_not_found: { status: 404, effect: 'Nothing was done.', action: 'Let the machine ask again.' },
  probe_failed: {
    status: 502,
    effect: 'Nothing was changed; what runs there goes on.',
    action: 'Look at the reason, and update that machine’s graphics driver.',
  },
  // Installing an agent
  host_unreachable: {
    status: 502,
    effect: 'Nothing was installed.',
    action: 'Check that the PC is on and has SSH, or run the command there instead.',
  },
  host_key_changed: {
    status: 409,
    effect: 'No password was sent and nothing was installed, because another device may answer in its place.',
    action: 'Compare the fingerprint over there. If that PC was set up anew, forget its old key on the Machines page.',
  },
  login_refused: {
    status: 401,
    effect: 'Nothing was installed.',
    action: 'Check the user and the password, or use a key file.',
  },
  host_unsuitable: {
    status: 422,
    effect: 'Nothing was copied or installed.',
    action: 'Choose another PC, or mend what is named.',
  },
  install_failed: {
    status: 502,
    effect: 'What had been done on that PC was undone.',
    action: 'Look at the step that failed, mend it and install again.',
  },
  install_not_found: { status: 404, effect: 'Nothing was done.', action: 'Look at the list of installations.' },
  bundle_missing: {
    status: 404,
    effect: 'Nothing was installed.',
    action: 'Make it once with: npm run bundle -- PLATFORM',
  },
  bundle_damaged: {
    status: 422,
    effect: 'Nothing of it was run.',
    action: 'Make it again with: npm run bundle -- PLATFORM',
  },
  backup_invalid: { status: 422, effect: 'Nothing was restored.', action: 'Choose a file that `backup` wrote.' },
  version_mismatch: { status: 426, effect: 'The machine is not used.', action: 'Update the agent on that machine.' },
} as const satisfies Record<string, ErrorKind>;
