/** What the app asks and tells by the system's own boxes and notifications. */
import { dialog, Notification } from 'electron';
import type { Problem } from '../../contract/errors.ts';
import type { Notice } from './notices.ts';

/** Tells why the office cannot start. @returns whether to try again */
export async function explain({ message, effect, action }: Problem): Promise<boolean> {
  const buttons = ['Try again', 'Quit'];
  const box = { type: 'error', message, detail: `${effect}\n${action}`, defaultId: 0, cancelId: 1 } as const;
  const { response } = await dialog.showMessageBox({ ...box, buttons });
  return response === 0;
}

/** @returns whether an office that writes answers is to be ended */
export async function confirmQuit(answers: number): Promise<boolean> {
  const message = answers === 1 ? 'An answer is being written' : `${answers} answers are being written`;
  const detail = 'They are cut off, and nobody in the office can ask until AIvailable is started again.';
  const buttons = ['Keep serving', 'Quit anyway'];
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

export function notify({ title, body }: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
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
