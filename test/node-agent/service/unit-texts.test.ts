import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { launchAgent } from '../../../node-agent/service/launch-agent.ts';
import { placeOf, type ServiceKind } from '../../../node-agent/service/place.ts';
import { agentUnit, removerPathUnit, removerUnit } from '../../../node-agent/service/systemd-units.ts';

const golden = (name: string): string => path.resolve(import.meta.dirname, '../../fixtures/service', name);
const at = (kind: ServiceKind, home: string, env: NodeJS.ProcessEnv = {}) => placeOf(kind, { home, env, top: '/' });
const coordinators = ['192.168.10.12:8421', '[fd00::12]:8421'];

describe('the texts of the service', () => {
  it('are a unit of the user', async () => {
    const text = agentUnit(at('systemd-user', '/home/mia'), coordinators);
    await expect(text).toMatchFileSnapshot(golden('user.service'));
  });

  it('are a unit of the system, and one that removes it', async () => {
    const place = at('systemd-system', '/root');
    await expect(agentUnit(place, [])).toMatchFileSnapshot(golden('system.service'));
    await expect(removerUnit(place, true)).toMatchFileSnapshot(golden('remover.service'));
    await expect(removerPathUnit(place)).toMatchFileSnapshot(golden('remover.path'));
  });

  it('leave the system’s user alone when it was there before', () => {
    expect(removerUnit(at('systemd-system', '/root'), false)).not.toContain('userdel');
  });

  it('are a launch agent of macOS', async () => {
    const text = launchAgent(at('launchd', '/Users/mia & tom'), coordinators);
    await expect(text).toMatchFileSnapshot(golden('launch-agent.plist'));
  });

  it('take a home folder with odd letters as it is', () => {
    const text = agentUnit(at('systemd-user', '/home/50% "of" $HOME\\x'), []);
    expect(text).toContain(
      'ExecStart="/home/50%% \\"of\\" $$HOME\\\\x/.local/share/aivailable-agent/current/bin/node" ',
    );
  });

  it('go where the user keeps such things, and nowhere relative', () => {
    expect(at('systemd-user', '/home/mia', { XDG_DATA_HOME: '/data/mia' }).root).toBe('/data/mia/aivailable-agent');
    expect(at('systemd-user', '/home/mia', { XDG_DATA_HOME: 'data' }).root).toBe(
      '/home/mia/.local/share/aivailable-agent',
    );
  });
});
