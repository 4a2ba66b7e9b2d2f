/** Answers what the window's page asks of the app around it. Only the office's own page, in the window itself, is heard. */
import { desktopCalls, DesktopCall, desktopChanges, type DesktopView } from '../../../contract/desktop.ts';
import type { AppLanguage } from '../app-language.ts';
import type { Autostart } from '../autostart.ts';
import type { Updates } from '../updates.ts';

/** What is needed of Electron's IpcMain. */
export interface CallReceiver {
  handle(channel: string, answer: (event: CallEvent, call: unknown) => DesktopView): void;
}

/** Who calls: the frame is null when it is gone. */
export interface CallEvent {
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
}

interface DoorParts {
  readonly calls: CallReceiver;
  readonly ownOrigin: () => string | null;
  /** Null: this build cannot start with its PC. */
  readonly autostart: Autostart | null;
  readonly updates: Updates;
  readonly language: AppLanguage;
  /** Tells the page, if there is one. */
  readonly tell: (channel: string, view: DesktopView) => void;
}

export function openDesktopDoor({ calls, ownOrigin, autostart, updates, language, tell }: DoorParts): void {
  const view = (): DesktopView => ({
    autostart: autostart?.isOn() ?? null,
    looksDaily: updates.looksDaily,
    update: updates.state,
  });
  calls.handle(desktopCalls, ({ senderFrame }, call) => {
    const isOwn = senderFrame !== null && senderFrame.parent === null && senderFrame.origin === ownOrigin();
    if (!isOwn) throw new Error('only the office’s own page may ask this');
    const read = DesktopCall.parse(call);
    switch (read.do) {
      case 'look':
        break;
      case 'set-autostart':
        autostart?.set(read.on);
        break;
      case 'set-daily-look':
        updates.setDaily(read.on);
        break;
      case 'set-language':
        void language.choose(read.language);
        break;
      case 'look-for-update':
        updates.look();
        break;
      case 'apply-update':
        updates.apply();
        break;
    }
    return view();
  });
  updates.onChange(() => tell(desktopChanges, view()));
}
