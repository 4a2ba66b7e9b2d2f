import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { appMenu } from '../../../../main/electron/window/app-menu.ts';

const rolesOf = (template: readonly MenuItemConstructorOptions[]): (string | undefined)[] =>
  template.flatMap((item) => [item.role, ...(Array.isArray(item.submenu) ? rolesOf(item.submenu) : [])]);

const troubleshoot = () => undefined;

describe('the window’s menu', () => {
  it('has the developer tools only where the app is developed', () => {
    expect(rolesOf(appMenu({ platform: 'linux', packaged: false, troubleshoot }))).toContain('toggleDevTools');
    expect(rolesOf(appMenu({ platform: 'linux', packaged: true, troubleshoot }))).not.toContain('toggleDevTools');
  });

  it('quits from the app’s own menu on macOS, and from File elsewhere', () => {
    expect(rolesOf(appMenu({ platform: 'darwin', packaged: true, troubleshoot }))).toContain('appMenu');
    expect(rolesOf(appMenu({ platform: 'darwin', packaged: true, troubleshoot }))).not.toContain('quit');
    expect(rolesOf(appMenu({ platform: 'win32', packaged: true, troubleshoot }))).toContain('quit');
  });
});
