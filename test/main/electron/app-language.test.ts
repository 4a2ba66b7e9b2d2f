import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { problem } from '../../../contract/problem.ts';
import { AppLanguage } from '../../../main/electron/app-language.ts';
import { appMenu } from '../../../main/electron/window/app-menu.ts';
import { viewTray } from '../../../main/electron/tray/tray-view.ts';
import { language, speak } from '../../../words/words.ts';
import { DesktopDouble } from '../../support/desktop/electron-double.ts';

const withMemory = (chosen: unknown, system: readonly string[]): AppLanguage =>
  new AppLanguage({ memory: { read: () => chosen, write: () => undefined }, system: () => system });

afterEach(() => speak('en-GB'));

describe('the language of the app around the window', () => {
  it.each([
    [undefined, ['pt-BR', 'en-GB'], 'pt-PT'],
    ['system', ['de-DE', 'en-US'], 'en-GB'],
    ['pt-PT', ['en-GB'], 'pt-PT'],
    ['en-GB', ['pt-PT'], 'en-GB'],
    [{ odd: true }, [], 'en-GB'],
  ])('is %j on a system of %j: %s', async (chosen, system, spoken) => {
    await withMemory(chosen, system).begin();
    expect(language()).toBe(spoken);
  });

  it('is that of the window: the tray is drawn anew, and its choice is kept', async () => {
    const double = new DesktopDouble();
    double.serve();
    await expect.poll(() => double.tray.labels).toContain('Quit');
    double.calls.call({ do: 'set-language', language: 'pt-PT' });
    await expect.poll(() => double.tray.labels).toContain('Sair');
    expect(double.tray.toolTip).toBe('AIvailable: A começar');
    expect(double.languageChosen).toBe('pt-PT');
    double.calls.call({ do: 'set-language', language: 'system' });
    await expect.poll(() => double.tray.labels).toContain('Quit');
  });

  it('draws nothing anew when the window says what is known', async () => {
    const double = new DesktopDouble();
    double.languageChosen = 'system';
    let drawn = 0;
    double.language.onChange(() => (drawn += 1));
    await double.language.choose('system');
    expect(drawn).toBe(0);
    await double.language.choose('en-GB');
    expect(drawn).toBe(1);
  });
});

describe('in Portuguese', () => {
  it('the tray says why the office did not start', async () => {
    await withMemory('pt-PT', []).begin();
    const failed = problem('port_busy', 'Port 8420 is used by another program.');
    expect(viewTray({ name: 'failed', problem: failed }, null).lines).toEqual([
      'Fora de serviço: A porta 8420 está a ser usada por outro programa.',
    ]);
  });

  it('every entry of the menu has words of its own', async () => {
    await withMemory('pt-PT', []).begin();
    const labels = (items: readonly MenuItemConstructorOptions[]): (string | undefined)[] =>
      items.flatMap((item) => [
        ...(item.type === 'separator' ? [] : [item.label]),
        ...(Array.isArray(item.submenu) ? labels(item.submenu) : []),
      ]);
    const menu = appMenu({ platform: 'linux', packaged: true, troubleshoot: () => undefined });
    expect(labels(menu)).not.toContain(undefined);
    expect(labels(menu)).toEqual(expect.arrayContaining(['Ficheiro', 'Sair', 'Colar', 'Ecrã inteiro', 'Ajuda']));
  });
});
