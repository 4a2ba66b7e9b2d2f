/** What the app asks and tells by the system's own boxes and notifications. */
import { dialog, Notification } from 'electron';
import type { Problem } from '../../contract/errors.ts';
import { retell } from '../../words/retell.ts';
import { t } from '../../words/words.ts';
import type { Notice } from './coordinator/notices.ts';

/** Tells why the office cannot start. @returns whether to try again */
export async function explain({ message, effect, action }: Problem): Promise<boolean> {
  const buttons = [t('Try again'), t('Quit')];
  const detail = `${retell(effect)}\n${retell(action)}`;
  const box = { type: 'error', message: retell(message), detail, defaultId: 0, cancelId: 1 } as const;
  const { response } = await dialog.showMessageBox({ ...box, buttons });
  return response === 0;
}

/** @returns whether an office that writes answers is to be ended */
export async function confirmQuit(answers: number): Promise<boolean> {
  const message = t('{{count, number}} answers are being written', { count: answers });
  const detail = t('They are cut off, and nobody in the office can ask until AIvailable is started again.');
  const buttons = [t('Keep serving'), t('Quit anyway')];
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

/** One that the system collects would be deaf to its click. */
const shown = new Set<Notification>();

/** @param notice in English, where the office's process wrote it */
export function notify({ title, body }: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: retell(title), body: retell(body) });
  shown.add(notification);
  const forget = (): void => void shown.delete(notification);
  notification.on('click', () => {
    forget();
    onClick();
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  notification.show();
}
