/** The window's menu as a template. The page has its own keys (Ctrl+1 to 6, Ctrl+N, Ctrl+L), which no entry here takes. */
import type { MenuItemConstructorOptions } from 'electron';
import { t } from '../../../words/words.ts';

interface AppMenuParts {
  readonly platform: NodeJS.Platform;
  /** Built for people, without the developer tools. */
  readonly packaged: boolean;
  readonly troubleshoot: () => void;
}

/** Electron's own words for what an entry does are English, whatever the system speaks. */
export function appMenu({ platform, packaged, troubleshoot }: AppMenuParts): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const line = { type: 'separator' } as const;
  const mac: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }] : [];
  const quit: MenuItemConstructorOptions[] = isMac ? [] : [{ role: 'quit', label: t('Quit') }];
  const tools: MenuItemConstructorOptions[] = packaged ? [] : [line, { role: 'toggleDevTools' }];
  return [
    ...mac,
    { label: t('File'), submenu: [{ role: 'close', label: t('Close') }, ...quit] },
    {
      label: t('Edit'),
      submenu: [
        { role: 'undo', label: t('Undo') },
        { role: 'redo', label: t('Redo') },
        line,
        { role: 'cut', label: t('Cut') },
        { role: 'copy', label: t('Copy') },
        { role: 'paste', label: t('Paste') },
        { role: 'delete', label: t('Delete') },
        line,
        { role: 'selectAll', label: t('Select all') },
      ],
    },
    {
      label: t('View'),
      submenu: [
        { role: 'reload', label: t('Reload') },
        line,
        { role: 'resetZoom', label: t('Actual size') },
        { role: 'zoomIn', label: t('Zoom in') },
        { role: 'zoomOut', label: t('Zoom out') },
        line,
        { role: 'togglefullscreen', label: t('Full screen') },
        ...tools,
      ],
    },
    { label: t('Help'), role: 'help', submenu: [{ label: t('Troubleshoot…'), click: troubleshoot }] },
  ];
}
