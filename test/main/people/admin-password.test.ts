import { randomBytes, scryptSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { AdminPasswordBook } from '../../../main/ledger/admin-password.ts';
import { memoryPeople } from '../../support/control/memory-people.ts';

const right = 'correct horse battery';
const address = '10.0.0.7';

function setUp() {
  const clock = { at: 1_000_000, now: () => clock.at };
  const { db, password } = memoryPeople('unused', clock);
  onTestFinished(() => db.close());
  const codeOf = (typed: string, from = address): Promise<unknown> =>
    password.check(typed, from).then(
      () => 'right',
      (error: { problem?: { code: string } }) => error.problem?.code,
    );
  return { clock, db, password, codeOf };
}

it('is missing until one is set, and then is told from every other', async () => {
  const { password, codeOf, clock } = setUp();
  expect([password.changedAt, await codeOf(right)]).toEqual([null, 'admin_password_missing']);
  await password.set(right);
  expect(password.changedAt).toBe(clock.at);
  expect([await codeOf(right), await codeOf(`${right} `), await codeOf('')]).toEqual([
    'right',
    'admin_password_wrong',
    'admin_password_wrong',
  ]);
  await password.set('another one altogether');
  expect(await codeOf(right)).toBe('admin_password_wrong');
});

it('is the same however a keyboard sends its accents', async () => {
  const { password, codeOf } = setUp();
  await password.set('mot-de-passe-é');
  expect(await codeOf('mot-de-passe-e\u0301')).toBe('right');
});

it('is kept as a salted hash, with what it cost', async () => {
  const { password, db } = setUp();
  await password.set(right);
  const first = new AdminPasswordBook(db).read();
  await password.set(right);
  const second = new AdminPasswordBook(db).read();
  expect(first).toMatchObject({ cost: 32_768, blockSize: 8, parallel: 1 });
  expect([first?.salt.length, first?.hash.length]).toEqual([16, 32]);
  expect(Buffer.from(first?.hash ?? [])).not.toEqual(Buffer.from(second?.hash ?? []));
});

it('is computed as it was kept, so that a later version may let it cost more', async () => {
  const { db, password, codeOf } = setUp();
  const salt = randomBytes(16);
  const cheap = { cost: 2 ** 10, blockSize: 8, parallel: 1 };
  const hash = scryptSync(right, salt, 32, { N: cheap.cost, r: cheap.blockSize, p: cheap.parallel });
  new AdminPasswordBook(db).put({ ...cheap, salt, hash, changedAt: 1 });
  expect([password.changedAt, await codeOf(right), await codeOf('wrong')]).toEqual([
    1,
    'right',
    'admin_password_wrong',
  ]);
});

it('an address may be wrong five times a minute, also when it tries them all at once', async () => {
  const { password, codeOf, clock } = setUp();
  await password.set(right);
  const codes = await Promise.all(Array.from({ length: 7 }, () => codeOf('wrong')));
  expect(codes.filter((code) => code === 'admin_password_wrong')).toHaveLength(5);
  expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(2);
  expect(await codeOf(right)).toBe('too_many_requests');
  expect(await codeOf(right, '10.0.0.8')).toBe('right');
  clock.at += 60_000;
  expect(await codeOf(right)).toBe('right');
});

it('a right one begins the count anew', async () => {
  const { password, codeOf } = setUp();
  await password.set(right);
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 4; n += 1) expect(await codeOf('wrong')).toBe('admin_password_wrong');
    expect(await codeOf(right)).toBe('right');
  }
});

it('no more than a few wait for their turn, of all addresses together', async () => {
  const { password, codeOf } = setUp();
  await password.set(right);
  const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => codeOf('wrong', `10.0.0.${n}`)));
  expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(4);
});
