import { expect, it } from 'vitest';
import { leaveOffice } from '../../../node-agent/commands/leave-office.ts';
import { stopSentence } from '../../../node-agent/commands/stop-agent.ts';
import { emptyRecord, writeInstallRecord } from '../../../node-agent/service/install-record.ts';
import type { ServiceKind } from '../../../node-agent/service/place.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** The data folder of an agent that was installed so. */
function installed(kind: ServiceKind): string {
  const data = tempDir();
  writeInstallRecord(emptyRecord({ kind, root: '/anywhere', data, units: null }));
  return data;
}

it('an agent that is no service ends, and that is all', () => {
  expect(stopSentence(tempDir(), true)).toBe('The agent ended.');
  expect(stopSentence(installed('launchd'), false)).toBe('No agent ran.');
});

it.each([
  ['systemd-user', 'To end it for good: agent service uninstall'],
  ['systemd-system', 'To end it for good: agent service uninstall --system'],
  ['launchd', 'To end it for good: agent service uninstall'],
  ['windows', 'To end it for good, uninstall “AIvailable agent” in Settings, Apps.'],
] as const)('whoever ends a service (%s) hears that it comes back, and what ends it for good', async (kind, how) => {
  const data = installed(kind);
  expect(stopSentence(data, true)).toBe(`The agent ended, and its service starts it again. ${how}`);
  expect(await leaveOffice(data)).toBe(
    `This machine belonged to no office. No agent ran. Its service starts it again; then it asks every office that it hears to let it in. ${how}`,
  );
});
