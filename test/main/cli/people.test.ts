import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addAdminPasswordCommand } from '../../../main/cli/admin-password.ts';
import { addPeopleCommands } from '../../../main/cli/people.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { scriptedTerminal, type } from '../../support/typed-command.ts';

let at: ControlServer;
let dataDir: string;
beforeEach(async () => {
  at = await serveControl();
  dataDir = tempDir();
  const running = { pid: process.pid, port: at.port, token: 'control-token', link: '' };
  writeFileSync(path.join(dataDir, 'running.json'), JSON.stringify(running));
});
afterEach(() => at.close());

const people = (...args: string[]) => type(addPeopleCommands, ['people', ...args, '--data', dataDir]);

describe('aivailable people', () => {
  it('invites somebody by a link, and once more for another browser', async () => {
    const first = await people('invite', 'Aylin Demir', '--role', 'admin', '--days', '7');
    expect(first.stdout).toMatch(/^http:\/\/office-pc\.local:8420\/i#[0-9A-Z-]{19}\nhttp:\/\/10\.0\.0\.2:8420\/i#/);
    expect(first.stdout).toContain('For Aylin Demir: one of these, once');
    const [, person] = at.people.list();
    expect(person).toMatchObject({ name: 'Aylin Demir', role: 'admin' });
    const { stdout } = await people('invite', 'aylin demir', '--json');
    expect((JSON.parse(stdout) as { person: { id: string } }).person.id).toBe(person?.id);
    expect(at.people.list()).toHaveLength(2);
  });

  it('lists everybody, and lets somebody in no more', async () => {
    at.invited({ name: 'Aylin' });
    expect((await people('list')).stdout).toMatch(/^This PC +admin, at this PC .*\nAylin +member +1 browser/);
    expect((await people('revoke', 'AYLIN')).stdout).toBe('Aylin may come in no more.\n');
    expect((await people('list')).stdout).toMatch(/Aylin +member +revoked/);
    const none = await people('revoke', 'Bo');
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('There is nobody called “Bo”.')]);
  });

  it('says what is wrong with a role or a number of days', async () => {
    expect((await people('invite', 'Bo', '--role', 'boss')).stderr).toContain('"role" is not valid');
    expect((await people('invite', 'Bo', '--days', '99')).stderr).toContain('"days" is not valid');
    expect(at.people.list()).toHaveLength(1);
  });
});

describe('aivailable admin-password', () => {
  const set = (answers: string[], ...args: string[]) =>
    type(
      (program) => addAdminPasswordCommand(program, scriptedTerminal(answers).terminal),
      ['admin-password', ...args, '--data', dataDir],
    );

  it('sets what is typed twice alike, or comes over standard input', async () => {
    expect((await set(['correct horse', 'correct horse'])).stdout).toContain('The admin password is set.');
    await at.password.check('correct horse', '10.0.0.7');
    await set(['another long one'], '--stdin');
    await expect(at.password.check('another long one', '10.0.0.7')).resolves.toBeUndefined();
  });

  it('sets nothing that differs or is short', async () => {
    expect((await set(['correct horse', 'correct house'])).stderr).toContain('The two are not the same.');
    expect((await set(['short', 'short'])).stderr).toContain('at least 10 characters');
    expect(at.password.changedAt).toBeNull();
  });
});
