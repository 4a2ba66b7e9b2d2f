import { expect, it, onTestFinished } from 'vitest';
import { LiveAliases } from '../../../main/coordinator/live-aliases.ts';
import { AliasBook } from '../../../main/ledger/aliases.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { deployment } from '../../support/office-fixtures.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { tempDir } from '../../support/temp-dir.ts';

const { model } = deployment();

function liveAliases(): LiveAliases {
  const db = openLedger(tempDir());
  onTestFinished(() => db.close());
  const models = new ModelBook(db);
  models.putDeployment(deployment());
  return new LiveAliases(new AliasBook(db), models);
}

it('gives a deployment another name, and ends it', () => {
  const aliases = liveAliases();
  aliases.put({ name: 'default', model });
  expect(aliases.all()).toEqual([{ name: 'default', model }]);
  aliases.remove('default');
  expect(aliases.all()).toEqual([]);
});

it('takes no name that a deployment has', () => {
  expect(refusalOf(() => liveAliases().put({ name: model, model })).code).toBe('model_name_taken');
});

it('gives no name to what is not deployed, another name included', () => {
  const aliases = liveAliases();
  aliases.put({ name: 'default', model });
  expect(refusalOf(() => aliases.put({ name: 'other', model: 'default' })).code).toBe('model_not_found');
});

it('says when there is no such name to end', () => {
  expect(refusalOf(() => liveAliases().remove('default')).code).toBe('not_found');
});
