/** Journey: an agent of another version is brought to the office's over its tunnel, and takes no bundle that is not what it should be. */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { version } from '../../common/version.ts';
import { bundleOfVersion, damageBundle } from '../support/install/other-bundle.ts';
import { answer, RigFleet } from '../support/rig-fleet.ts';
import { system } from './system.ts';
import { type BootedPc, officeUser } from './booted-pc.ts';

const older = '0.0.9';
const root = '.local/share/aivailable-agent';

let fleet: RigFleet;
let booted: BootedPc;

const asUser = (command: string): Promise<string> =>
  booted.exec('runuser', '-l', officeUser.name, '-c', `export XDG_RUNTIME_DIR=/run/user/$(id -u); ${command}`);

beforeAll(async () => {
  fleet = await RigFleet.open();
  booted = await fleet.rig.install(await fleet.rig.addPc(1));
  await booted.boot();
  const folder = path.join(fleet.rig.folder, 'older');
  await bundleOfVersion(older, fleet.bundle, folder);
  const home = `/home/${officeUser.name}`;
  await system('cp', '-r', folder, path.join(booted.disk.root, home, 'older'));
  await booted.exec('chown', '-R', `${officeUser.name}:`, `${home}/older`);
  await asUser('older/bin/node older/agent/node-agent.mjs service install --root older && rm -r older');
  await asUser(
    `${root}/current/bin/node ${root}/current/agent/node-agent.mjs join ${await fleet.newToken()} --coordinator ${fleet.address} --data ${root}/data`,
  );
  await fleet.office.serving('pc1');
});
afterAll(() => fleet.close());

const update = async (): Promise<void> => {
  const { id } = await fleet.office.serving('pc1');
  await fleet.office.control('POST', `/control/machines/${id}/update`);
};

/** Everything of the agent's programs, with a mark of its content. */
const programs = (): [string, string][] =>
  [...booted.disk.files()].filter(([file]) => file.includes(`${root}/versions`) || file.endsWith(`${root}/current`));

it('an agent that is older comes back as the office’s version, and keeps no other', async () => {
  expect((await fleet.office.serving('pc1')).agentVersion).toBe(older);
  await update();
  await fleet.office.until('it is back in the new version', ({ machines }) =>
    machines.some(({ name, agentVersion, state }) => name === 'pc1' && agentVersion === version && state === 'ready'),
  );
  expect((await fleet.test('pc1')).text).toContain(answer);
  expect(await asUser(`readlink ${root}/current`)).toBe(`versions/${version}\n`);
  await fleet.office.until('the older one is gone', () => programs().every(([file]) => !file.includes(older)));
});

it('a bundle with one byte changed is refused by the agent, and nothing changes', async () => {
  const before = programs();
  const { since } = await fleet.office.serving('pc1');
  await damageBundle(
    path.join(path.dirname(fleet.office.program), 'bundles'),
    fleet.bundle,
    path.join(fleet.rig.folder, 'damaged'),
  );
  await update();
  const notice = await fleet.office.until(
    'the refusal is shown',
    ({ machines }) => machines.find(({ name }) => name === 'pc1')?.notice,
  );
  expect(notice.reason).toContain('LICENSE in the bundle is not what its manifest says.');
  expect(programs()).toEqual(before);
  expect((await fleet.office.serving('pc1')).since).toBe(since);
});
