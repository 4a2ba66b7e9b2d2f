import { beforeEach, describe, expect, it } from 'vitest';
import { secureContents } from '../../../../main/electron/window/secure-contents.ts';
import { ContentsDouble, NavigationEvent, PreventableEvent } from '../../../support/desktop/electron-double.ts';

describe('the page in the window', () => {
  let contents: ContentsDouble;
  const outside: string[] = [];
  beforeEach(() => {
    contents = new ContentsDouble();
    outside.length = 0;
    secureContents(contents, {
      ownOrigin: () => 'http://127.0.0.1:8420',
      openOutside: (url) => void outside.push(url),
    });
  });

  it('moves freely on the coordinator’s own origin', () => {
    expect(contents.navigate('http://127.0.0.1:8420/machines')).toBe(true);
    expect(outside).toEqual([]);
  });

  it('leaves a foreign address to the browser of this PC, once', () => {
    expect(contents.navigate('https://example.org/docs')).toBe(false);
    expect(outside).toEqual(['https://example.org/docs']);
  });

  it('leaves an e-mail address to the mail program of this PC', () => {
    expect(contents.openWindow('mailto:jana@example.org')).toEqual({ action: 'deny' });
    expect(outside).toEqual(['mailto:jana@example.org']);
  });

  it.each([
    'file:///etc/passwd',
    'mailto:jana@example.org?attach=/etc/passwd',
    'mailto:?body=hello',
    'javascript:alert(1)',
    'data:text/html,hello',
    'smb://pc/share',
    'ms-msdt:/id',
    'not a url',
  ])('goes nowhere for %s', (url) => {
    expect(contents.navigate(url)).toBe(false);
    expect(contents.openWindow(url)).toEqual({ action: 'deny' });
    expect(outside).toEqual([]);
  });

  it.each(['http://127.0.0.1:8421/', 'https://127.0.0.1:8420/', 'http://127.0.0.1.example.org:8420/'])(
    'takes %s for foreign',
    (url) => expect(contents.navigate(url)).toBe(false),
  );

  it('opens no window of its own', () => {
    expect(contents.openWindow('https://example.org/')).toEqual({ action: 'deny' });
    expect(outside).toEqual(['https://example.org/']);
  });

  it('is not redirected away, and frames nothing foreign', () => {
    for (const [name, isMainFrame] of [
      ['will-redirect', true],
      ['will-frame-navigate', false],
    ] as const) {
      const event = new NavigationEvent('https://example.org/', isMainFrame);
      contents.emit(name, event);
      expect(event.prevented).toBe(true);
    }
    expect(outside).toEqual([]);
  });

  it('attaches no webview', () => {
    const event = new PreventableEvent();
    contents.emit('will-attach-webview', event);
    expect(event.prevented).toBe(true);
  });

  it('goes nowhere inside while the coordinator’s origin is not known', () => {
    const early = new ContentsDouble();
    secureContents(early, { ownOrigin: () => null, openOutside: () => undefined });
    expect(early.navigate('http://127.0.0.1:8420/')).toBe(false);
  });
});
