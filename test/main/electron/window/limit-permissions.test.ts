import { describe, expect, it } from 'vitest';
import { limitPermissions, type GuardedSession } from '../../../../main/electron/window/limit-permissions.ts';

class SessionDouble implements GuardedSession {
  request: Parameters<GuardedSession['setPermissionRequestHandler']>[0] = () => undefined;
  check: Parameters<GuardedSession['setPermissionCheckHandler']>[0] = () => true;
  device: () => boolean = () => true;

  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
  /** The page asks. */
  ask(permission: string): boolean | null {
    let granted: boolean | null = null;
    this.request(null, permission, (answer) => (granted = answer));
    return granted;
  }
}

describe('what the page may ask of this PC', () => {
  const session = new SessionDouble();
  limitPermissions(session);

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'usb', 'unknown'])(
    'refuses %s',
    (permission) => {
      expect(session.ask(permission)).toBe(false);
      expect(session.check(null, permission)).toBe(false);
    },
  );

  it('lets it put text on the clipboard', () => {
    expect(session.ask('clipboard-sanitized-write')).toBe(true);
    expect(session.check(null, 'clipboard-sanitized-write')).toBe(true);
  });

  it('gives it no device', () => expect(session.device()).toBe(false));
});
