import { describe, expect, it } from 'vitest';
import type { CopySnapshot } from '../../../main/copies/copy-snapshot.ts';
import { wantedCopies } from '../../../main/copies/wanted-copies.ts';
import { Dice } from '../../../main/planner/search/dice.ts';
import {
  aDeployment,
  aFile,
  aMachine,
  anOffice,
  aReplica,
  aVariant,
  gb,
  sha,
} from '../../support/library/copy-fixtures.ts';

const copiesOf = (snapshot: CopySnapshot): string[] =>
  wantedCopies(snapshot).copies.map(({ machineId, variant, purpose }) => `${purpose} ${variant.model} -> ${machineId}`);
const removalsOf = (snapshot: CopySnapshot): string[] =>
  wantedCopies(snapshot).removals.map(({ machineId, sha256 }) => `${sha256[0]} at ${machineId}`);

describe('copies for a placement', () => {
  it('are wanted where a replica waits for its file, the weightier model and the longer wait first', () => {
    const machines = [
      aMachine('pc1', { replicas: [aReplica('a', 'copying', 20)] }),
      aMachine('pc2', { replicas: [aReplica('a', 'copying', 10), aReplica('a', 'copying', 15)] }),
      aMachine('pc3', { replicas: [aReplica('b', 'copying', 90)] }),
    ];
    expect(copiesOf(anOffice(machines, [aDeployment('a'), aDeployment('b', { priority: 9 })]))).toEqual([
      'placement model-b -> pc3',
      'placement model-a -> pc2',
      'placement model-a -> pc1',
      // Both run on one machine of their own: a second one is on its way for a.
      'ahead model-b -> pc1',
    ]);
  });

  it('are not wanted on this PC, which reads the library, nor by an agent that cannot take files', () => {
    const waits = { replicas: [aReplica('a', 'copying')] };
    expect(copiesOf(anOffice([aMachine('here', { ...waits, local: true })], [aDeployment('a')]))).toEqual([]);
    expect(copiesOf(anOffice([aMachine('old', { ...waits, disk: null })], [aDeployment('a')]))).toEqual([]);
  });
});

describe('copies made ahead', () => {
  const runs = aMachine('pc1', { replicas: [aReplica('a')], files: [aFile('a')] });

  it('bring a model that must run onto one more machine that could hold it', () => {
    const machines = [runs, aMachine('pc2', { roomBytes: 4 * gb }), aMachine('pc3'), aMachine('pc4')];
    expect(copiesOf(anOffice(machines, [aDeployment('a')]))).toEqual(['ahead model-a -> pc3']);
  });

  it('bring a model that fits on no card alone to a machine whose cards hold it together', () => {
    const machines = [
      aMachine('pc1', { replicas: [aReplica('a')], files: [aFile('a')], allRoomBytes: 12 * gb }),
      aMachine('pc2'),
      aMachine('pc3', { roomBytes: 5 * gb, allRoomBytes: 10 * gb }),
    ];
    const large = aDeployment('a', { variants: [aVariant('a', { needBytes: 9 * gb })] });
    expect(copiesOf(anOffice(machines, [large]))).toEqual(['ahead model-a -> pc3']);
  });

  it('are not needed where this PC could hold the model, or another one has its file', () => {
    const here = aMachine('here', { local: true });
    expect(copiesOf(anOffice([runs, here, aMachine('pc2')], [aDeployment('a')]))).toEqual([]);
    const second = aMachine('pc3', { files: [aFile('a')] });
    expect(copiesOf(anOffice([runs, aMachine('pc2'), second], [aDeployment('a')]))).toEqual([]);
  });

  it('are needed again where that one does not serve', () => {
    const resting = aMachine('pc3', { files: [aFile('a')], serving: false });
    expect(copiesOf(anOffice([runs, aMachine('pc2'), resting], [aDeployment('a')]))).toEqual(['ahead model-a -> pc2']);
  });

  it('are made for no model that may be missing, and for none that runs nowhere', () => {
    expect(copiesOf(anOffice([runs, aMachine('pc2')], [aDeployment('a', { matters: false })]))).toEqual([]);
    expect(copiesOf(anOffice([aMachine('pc1'), aMachine('pc2')], [aDeployment('a')]))).toEqual([]);
  });

  it('go on where most has come already, else to the disk with most room', () => {
    const begun = aMachine('pc2', { files: [aFile('a', { whole: false, bytes: gb })] });
    const roomy = aMachine('pc3', { disk: { freeBytes: 900 * gb, keepFreeBytes: 5 * gb } });
    expect(copiesOf(anOffice([runs, roomy, begun], [aDeployment('a')]))).toEqual(['ahead model-a -> pc2']);
    expect(copiesOf(anOffice([runs, aMachine('pc2'), roomy], [aDeployment('a')]))).toEqual(['ahead model-a -> pc3']);
  });

  it('push nothing off a disk, and take a smaller file where only that has room', () => {
    const full = aMachine('pc2', { budgetBytes: 3 * gb });
    expect(copiesOf(anOffice([runs, full], [aDeployment('a')]))).toEqual([]);
    const small = aVariant('s', { sizeBytes: 2 * gb, model: 'model-a' });
    const both = aDeployment('a', { variants: [aVariant('a'), small] });
    const alsoSmall = { ...runs, replicas: [aReplica('a'), { ...aReplica('a'), sha256: sha('s') }] };
    const wanted = wantedCopies(anOffice([alsoSmall, full], [both]));
    expect(wanted.copies.map(({ variant }) => variant.sha256)).toEqual([sha('s')]);
  });
});

describe('files that go', () => {
  it('are those of models that the office has no more, unless a replica has them still', () => {
    const files = [aFile('a'), aFile('x'), aFile('y'), aFile('z', { removable: false })];
    const machine = aMachine('pc1', { files, replicas: [aReplica('y', 'draining')] });
    expect(removalsOf(anOffice([machine], [aDeployment('a')]))).toEqual(['x at pc1']);
  });

  it('are the ones not wanted for longest where a placement has no room, and no more than it takes', () => {
    const files = [
      aFile('a', { usedAt: 30 }),
      aFile('b', { usedAt: 20 }),
      aFile('c', { usedAt: 10 }),
      aFile('d', { usedAt: 1 }),
    ];
    const machine = aMachine('pc1', {
      files,
      budgetBytes: 17 * gb,
      replicas: [aReplica('e', 'copying'), aReplica('d')],
    });
    const deployments = ['a', 'b', 'c', 'd', 'e'].map((letter) => aDeployment(letter, { matters: false }));
    expect(removalsOf(anOffice([machine], deployments))).toEqual(['c at pc1']);
    // A budget that was lowered is kept without a copy, too.
    expect(removalsOf(anOffice([{ ...machine, budgetBytes: 9 * gb, replicas: [] }], deployments))).toEqual([
      'd at pc1',
      'c at pc1',
    ]);
  });

  it('are none where all of them would not be enough', () => {
    const machine = aMachine('pc1', { files: [aFile('a')], budgetBytes: 3 * gb, replicas: [aReplica('e', 'copying')] });
    const huge = aDeployment('e', { variants: [aVariant('e', { sizeBytes: 40 * gb })] });
    expect(removalsOf(anOffice([machine], [aDeployment('a', { matters: false }), huge]))).toEqual([]);
  });
});

describe('in any office', () => {
  it('nothing is copied twice, to where it is, or to where it cannot be; and nothing goes that is wanted', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const office = madeOffice(new Dice(Math.imul(seed, 0x9e3779b1)));
      const { copies, removals } = wantedCopies(office);
      const names = copies.map(({ machineId, variant }) => `${machineId} ${variant.sha256}`);
      expect(new Set(names).size).toBe(names.length);
      for (const { machineId, variant, purpose } of copies) {
        const machine = office.machines.find(({ id }) => id === machineId);
        expect(machine).toMatchObject({ local: false, disk: expect.anything() });
        if (purpose !== 'ahead') continue;
        expect(machine?.serving).toBe(true);
        expect(Math.max(machine?.roomBytes ?? 0, machine?.allRoomBytes ?? 0)).toBeGreaterThanOrEqual(variant.needBytes);
        expect(machine?.files.some(({ sha256, whole }) => whole && sha256 === variant.sha256)).toBe(false);
      }
      for (const { machineId, sha256 } of removals) {
        const machine = office.machines.find(({ id }) => id === machineId);
        expect(names).not.toContain(`${machineId} ${sha256}`);
        expect(machine?.replicas.some((replica) => replica.sha256 === sha256)).toBe(false);
        expect(machine?.files.find((file) => file.sha256 === sha256)?.removable).toBe(true);
      }
    }
  });
});

function madeOffice(dice: Dice): CopySnapshot {
  for (let n = 0; n < 8; n += 1) dice.chance();
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  const deployments = letters.slice(0, 1 + dice.roll(5)).map((letter) =>
    aDeployment(letter, {
      priority: 1 + dice.roll(10),
      matters: dice.chance() < 0.7,
      variants: [aVariant(letter, { sizeBytes: (1 + dice.roll(9)) * gb, needBytes: (2 + dice.roll(9)) * gb })],
    }),
  );
  const machines = Array.from({ length: 1 + dice.roll(6) }, (_, n) =>
    aMachine(`pc${n}`, {
      local: n === 0 && dice.chance() < 0.5,
      serving: dice.chance() < 0.8,
      roomBytes: dice.roll(12) * gb,
      allRoomBytes: dice.roll(24) * gb,
      disk: dice.chance() < 0.9 ? { freeBytes: dice.roll(30) * gb, keepFreeBytes: 5 * gb } : null,
      budgetBytes: dice.chance() < 0.3 ? dice.roll(20) * gb : null,
      files: letters
        .filter(() => dice.chance() < 0.4)
        .map((letter) =>
          aFile(letter, { usedAt: dice.roll(99), whole: dice.chance() < 0.8, bytes: (1 + dice.roll(5)) * gb }),
        ),
      replicas: letters
        .filter(() => dice.chance() < 0.3)
        .map((letter) => aReplica(letter, dice.chance() < 0.5 ? 'ready' : 'copying', dice.roll(99))),
    }),
  );
  return anOffice(machines, deployments);
}
