/** The tray's menu as a template: state in, items out. Offers only what works now. */
import type { MenuItemConstructorOptions } from 'electron';
import { t } from '../../../words/words.ts';
import type { TrayView } from './tray-view.ts';

export interface TrayActions {
  readonly open: () => void;
  readonly chat: () => void;
  readonly copyAddress: (address: string) => void;
  /** Takes new requests, or does not. */
  readonly serve: (on: boolean) => void;
  readonly troubleshoot: () => void;
  readonly quit: () => void;
}

/** @param isReady whether there is a page to open. */
export function trayMenu(view: TrayView, isReady: boolean, actions: TrayActions): MenuItemConstructorOptions[] {
  const { apiAddress } = view;
  const pages: MenuItemConstructorOptions[] = [
    { label: t('Open AIvailable'), click: actions.open },
    { label: t('Chat'), click: actions.chat },
  ];
  const copy: MenuItemConstructorOptions[] =
    apiAddress === null ? [] : [{ label: t('Copy API address'), click: () => actions.copyAddress(apiAddress) }];
  const paused = view.icon === 'paused';
  const serve = { label: paused ? t('Serve again') : t('Pause serving'), click: () => actions.serve(paused) };
  return [
    ...view.lines.map((label) => ({ label: plain(label), enabled: false })),
    { type: 'separator' },
    ...(isReady ? [...pages, ...copy, { type: 'separator' } as const] : []),
    ...(isReady ? [serve] : []),
    { label: t('Troubleshoot…'), click: actions.troubleshoot },
    { type: 'separator' },
    { label: t('Quit'), click: actions.quit },
  ];
}

/** A menu reads "&" as the mark of a key, and has no room for a paragraph. */
const plain = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text).replaceAll('&', '&&');
