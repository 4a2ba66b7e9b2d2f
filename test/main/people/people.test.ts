import { expect, it, onTestFinished } from 'vitest';
import { noLimits } from '../../../contract/keys.ts';
import { memoryPeople } from '../../support/control/memory-people.ts';
import { refusalOf } from '../../support/refusal-of.ts';

const day = 24 * 60 * 60 * 1000;
const aylin = { name: 'Aylin Demir', role: 'member', days: 1, limits: {} } as const;
const address = '10.0.0.7';

function setUp() {
  const clock = { at: Date.now(), now: () => clock.at };
  const all = memoryPeople('unused', clock);
  onTestFinished(() => all.db.close());
  const losses: unknown[] = [];
  all.people.onLoss((id, loss) => losses.push([id, loss]));
  return { ...all, clock, losses };
}

const tokenOf = ({ links }: { readonly links: readonly string[] }): string => links[0]?.split('#')[1] ?? '';

it('whoever sits at this PC is there from the start, and stays', () => {
  const { people } = setUp();
  const office = people.list()[0];
  expect(office).toMatchObject({ id: 'person-office', role: 'admin', atThisPc: true, revokedAt: null });
  for (const work of [
    () => people.revoke('person-office'),
    () => people.remove('person-office'),
    () => people.change('person-office', { role: 'member' }),
  ])
    expect(refusalOf(work)).toMatchObject({ code: 'invalid_request' });
});

it('an invite lets one browser in, once, whatever way its code was typed', () => {
  const { people, db } = setUp();
  const made = people.add(aylin);
  expect(made.links).toEqual([
    expect.stringMatching(/^http:\/\/office-pc\.local:8420\/i#(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/),
    expect.stringMatching(/^http:\/\/10\.0\.0\.2:8420\/i#/),
  ]);
  const token = tokenOf(made);
  expect(people.look(token.toLowerCase().replaceAll('-', ' '), address)).toMatchObject({ name: 'Aylin Demir' });
  expect(people.list()[1]).toMatchObject({ invitedUntil: made.expiresAt, browsers: 0 });
  expect(people.accept(token, address).name).toBe('Aylin Demir');
  expect(refusalOf(() => people.accept(token, address))).toMatchObject({ code: 'invite_invalid' });
  expect(() => people.look(token, address)).toThrow('used already');
  expect(people.list()[1]?.invitedUntil).toBeNull();
  expect(JSON.stringify(db.prepare('SELECT * FROM invites').all())).not.toContain(token.replaceAll('-', ''));
});

it('an invite ends with its time, with a newer one, and with its person, and says which', () => {
  const { people, clock } = setUp();
  const first = people.add(aylin);
  const second = people.invite(first.person.id, 2);
  expect(() => people.accept(tokenOf(first), address)).toThrow('a newer one took its place');
  clock.at += 2 * day;
  expect(() => people.accept(tokenOf(second), address)).toThrow('The time of this invite is over.');
  const third = people.invite(first.person.id, 30);
  people.revoke(first.person.id);
  expect(() => people.accept(tokenOf(third), address)).toThrow('taken back');
});

it('an address that tries invites that are none is told to wait', () => {
  const { people } = setUp();
  const tried = Array.from({ length: 21 }, () => refusalOf(() => people.look('M4TK-92QX-7HJD-3KWP', address)).code);
  expect(new Set(tried.slice(0, 20))).toEqual(new Set(['invite_invalid']));
  expect(tried[20]).toBe('too_many_requests');
});

it('a name is one person’s', () => {
  const { people } = setUp();
  people.add(aylin);
  expect(refusalOf(() => people.add({ ...aylin, name: 'aylin demir' }))).toMatchObject({ code: 'person_exists' });
  const jana = people.add({ ...aylin, name: 'Jana' }).person;
  expect(() => people.change(jana.id, { name: 'AYLIN DEMIR' })).toThrow('called “AYLIN DEMIR” already');
  expect(people.change(jana.id, { name: 'JANA' }).name).toBe('JANA');
});

it('what somebody may do changes by what is said alone', () => {
  const { people, losses } = setUp();
  const { id } = people.add({ ...aylin, limits: { requestsPerMinute: 60 } }).person;
  expect(people.change(id, { limits: { models: ['demo'] } }).limits).toEqual({
    ...noLimits,
    requestsPerMinute: 60,
    models: ['demo'],
  });
  expect(people.change(id, { role: 'admin' }).role).toBe('admin');
  expect(losses).toEqual([[id, 'models']]);
  people.change(id, { role: 'member' });
  expect(losses.slice(1)).toEqual([[id, 'admin']]);
});

it('who is revoked is out, stays in the list, and comes in again by a new invite', () => {
  const { people, losses, clock } = setUp();
  const made = people.add(aylin);
  const { id } = people.accept(tokenOf(made), address);
  people.revoke(id);
  expect(losses).toEqual([[id, 'access']]);
  expect(people.list()[1]).toMatchObject({ revokedAt: clock.at });
  const again = people.invite(id, 1);
  expect(again.person.revokedAt).toBeNull();
  expect(people.accept(tokenOf(again), address).id).toBe(id);
});

it('who is removed leaves nothing but what they shared with everybody', () => {
  const { people, db, losses } = setUp();
  const { id } = people.add(aylin).person;
  db.prepare("INSERT INTO conversations (id, title, created_at, updated_at, owner) VALUES ('c', 'x', 1, 1, ?)").run(id);
  for (const [preset, shared] of [
    ['own', 0],
    ['letters', 1],
  ] as const)
    db.prepare('INSERT INTO presets VALUES (?, ?, ?, ?, ?)').run(preset, id, 'x', 'x', shared);
  people.remove(id);
  expect(losses).toEqual([[id, 'access']]);
  expect(people.list()).toHaveLength(1);
  for (const table of ['conversations', 'invites', 'sessions'])
    expect(db.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
  expect(db.prepare('SELECT id FROM presets').all()).toEqual([{ id: 'letters' }]);
  expect(refusalOf(() => people.remove(id))).toMatchObject({ code: 'not_found' });
});
