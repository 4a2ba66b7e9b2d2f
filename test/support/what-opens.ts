/** What can be opened over the window's pages: dialogs, sheets, menus and details, each by the names of what is pressed. */
import type { Page } from 'playwright-core';
import { t } from '../../words/words.ts';
import type { FakeOfficeName } from './fake-control/fake-offices.ts';

interface Opens {
  readonly name: string;
  readonly office?: FakeOfficeName;
  readonly path: string;
  /** Pressed one after the other, named in the language that is spoken now; a locator where a name would not do. */
  readonly press: () => readonly Press[];
}
type Press = string | { readonly at: string } | { readonly fill: string; readonly with: string };

const more = (name: string): string => t('More for {{name}}', { name });
const qwen = 'qwen2.5-7b-instruct';

export const whatOpens: readonly Opens[] = [
  {
    name: 'model picker',
    path: '/chat',
    press: () => [{ at: '.pick' }],
  },
  { name: 'menu of a chat', path: '/chat/c1', press: () => [t('More for this chat')] },
  { name: 'rename a chat', path: '/chat/c1', press: () => [t('More for this chat'), t('Rename…')] },
  { name: 'delete a chat', path: '/chat/c1', press: () => [t('More for this chat'), t('Delete…')] },
  { name: 'instructions', path: '/chat', press: () => [t('Instructions: none')] },
  { name: 'new instructions', path: '/chat', press: () => [t('Instructions: none'), t('Write new ones…')] },
  { name: 'try again with', path: '/chat/c1', press: () => [t('Try again with another model')] },
  { name: 'replica', path: '/machines', press: () => [{ at: '.rep' }] },
  { name: 'drain', path: '/machines', press: () => [{ at: '.rep' }, t('Drain…')] },
  { name: 'move', path: '/machines', press: () => [{ at: '.rep' }, t('Move…')] },
  ...['DESIGN-01', 'ACCOUNTS-02', 'MEETING', 'RECEPTION'].map((machine) => ({
    name: `machine ${machine}`,
    path: '/machines',
    press: () => [machine],
  })),
  ...['STUDIO-3', 'CAD-2', 'RECEPTION-2', 'WORKSHOP', 'DESIGN-02', 'PLOTTER-PC'].map((machine) => ({
    name: `machine ${machine} in its state`,
    office: 'states' as const,
    path: '/machines',
    press: () => [machine],
  })),
  { name: 'rename a machine', path: '/machines', press: () => ['STUDIO-3', t('Rename…')] },
  { name: 'remove a machine', path: '/machines', press: () => ['STUDIO-3', t('Remove…')] },
  { name: 'a machine off', path: '/machines', press: () => ['STUDIO-3', t('What if it were off…')] },
  { name: 'test of a card', path: '/machines', press: () => ['STUDIO-3', t('Test {{card}}', { card: 'RX 580' })] },
  { name: 'table of machines', path: '/machines', press: () => [t('Table')] },
  { name: 'missing PC', path: '/machines', press: () => [t('A PC is missing?')] },
  { name: 'add machine', office: 'adding', path: '/machines', press: () => [t('Add machine')] },
  {
    name: 'add by code',
    office: 'adding',
    path: '/machines',
    press: () => [t('Compare code of {{name}}', { name: 'STUDIO-1' })],
  },
  {
    name: 'add by command',
    office: 'adding',
    path: '/machines',
    press: () => [t('Add machine'), { at: '[role=tab]:nth-of-type(2)' }],
  },
  { name: 'install', path: '/machines', press: () => [t('Install on {{name}}…', { name: 'PLOTTER-PC' })] },
  { name: 'attach a server', path: '/machines', press: () => [t('Attach a server…')] },
  { name: 'menu of a server', office: 'external', path: '/machines', press: () => [more('BIG-BOX')] },
  { name: 'detach a server', office: 'external', path: '/machines', press: () => [more('BIG-BOX'), t('Detach…')] },
  { name: 'menu of a model', path: '/models', press: () => [more(qwen)] },
  {
    name: 'change a model',
    office: 'models',
    path: '/models',
    press: () => [more(qwen), t('Change…'), { at: 'summary' }],
  },
  { name: 'switch off a model', path: '/models', press: () => [more('gemma-3-4b-it'), t('Switch off…')] },
  { name: 'remove a model', path: '/models', press: () => [more('gemma-3-4b-it'), t('Remove…')] },
  {
    name: 'deploy',
    path: '/models/catalogue',
    press: () => [t('Deploy {{name}}…', { name: 'llama-3.1-8b-instruct' })],
  },
  {
    name: 'deploy what lacks room',
    path: '/models/catalogue',
    press: () => [t('Deploy {{name}}…', { name: 'qwen2.5-coder-7b-instruct' })],
  },
  { name: 'model of the catalogue', path: '/models/catalogue', press: () => ['llama-3.1-8b-instruct'] },
  { name: 'import', path: '/models', press: () => [t('Import a file…')] },
  {
    name: 'import with files left out',
    path: '/models',
    press: () => [t('Import a file…'), { fill: '[role=dialog] input', with: '/srv/folder' }, t('Take in')],
  },
  { name: 'new key', path: '/api', press: () => [t('New key')] },
  {
    name: 'key is made',
    path: '/api',
    press: () => [t('New key'), { fill: '[role=dialog] input', with: 'n8n' }, t('Make the key')],
  },
  { name: 'menu of a key', path: '/api', press: () => [more('Invoice reader')] },
  { name: 'what a key may do', path: '/api', press: () => [more('Invoice reader'), t('What it may do…')] },
  { name: 'revoke a key', path: '/api', press: () => [more('Invoice reader'), t('Revoke…')] },
  { name: 'new name', path: '/api', press: () => [t('New name')] },
  { name: 'kinds of events', path: '/activity', press: () => [{ at: '[role=combobox]' }] },
  { name: 'margin', path: '/settings', press: () => [t('Change the margin…')] },
  { name: 'rename the office', path: '/settings', press: () => [t('Rename…')] },
  { name: 'admin password', path: '/settings', press: () => [t('Change…')] },
  { name: 'invite', path: '/api', press: () => [t('Invite a colleague…')] },
  {
    name: 'invite is made',
    path: '/api',
    press: () => [t('Invite a colleague…'), { fill: '[role=dialog] input', with: 'Ana Sousa' }, t('Make the invite')],
  },
  { name: 'menu of a person', path: '/api', press: () => [more('Tomas Linden')] },
  { name: 'limits of a person', path: '/api', press: () => [more('Tomas Linden'), t('What they may do…')] },
  { name: 'new admin', path: '/api', press: () => [more('Tomas Linden'), t('Make an admin…')] },
  { name: 'revoke a person', path: '/api', press: () => [more('Tomas Linden'), t('Revoke…')] },
  { name: 'remove a person', path: '/api', press: () => [more('Sam Okafor'), t('Remove with conversations…')] },
];

const roles = ['button', 'menuitem', 'menuitemradio', 'tab', 'radio', 'combobox'] as const;

/** Presses one after the other, and waits until what opened has come to rest. */
export async function open(page: Page, { press }: Opens): Promise<void> {
  for (const one of press()) {
    if (typeof one === 'string') {
      const [first, ...others] = roles.map((role) => page.getByRole(role, { name: one, exact: true }));
      await others
        .reduce((all, other) => all.or(other), first!)
        .first()
        .click();
    } else if ('at' in one) await page.locator(one.at).first().click();
    else await page.locator(one.fill).first().fill(one.with);
  }
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}
