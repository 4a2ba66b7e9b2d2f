/** The window's menu as a template. The page has its own keys (Ctrl+1 to 6, Ctrl+N, Ctrl+L), which no entry here takes. */
import type { MenuItemConstructorOptions } from 'electron';

interface AppMenuParts {
  readonly platform: NodeJS.Platform;
  /** Built for people, without the developer tools. */
  readonly packaged: boolean;
  readonly troubleshoot: () => void;
}

export function appMenu({ platform, packaged, troubleshoot }: AppMenuParts): MenuItemConstructorOptions[] {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const tools: MenuItemConstructorOptions[] = packaged ? [] : [{ type: 'separator' }, { role: 'toggleDevTools' }];
  return [
    ...mac,
    { label: 'File', submenu: [{ role: 'close' }, ...(platform === 'darwin' ? [] : [{ role: 'quit' } as const])] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...tools,
      ],
    },
    { label: 'Help', role: 'help', submenu: [{ label: 'Troubleshoot…', click: troubleshoot }] },
  ];
}
