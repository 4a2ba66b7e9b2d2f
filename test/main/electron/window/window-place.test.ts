import { describe, expect, it } from 'vitest';
import { placeWindow } from '../../../../main/electron/window/window-place.ts';

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1600, height: 900 };
const usual = { bounds: { x: 320, y: 100, width: 1280, height: 840 }, maximized: false };
const at = (x: number, y: number, width = 900, height = 700) => ({ bounds: { x, y, width, height }, maximized: false });

describe('where the window stands', () => {
  it('is the middle of the main screen the first time', () => expect(placeWindow(undefined, [main])).toEqual(usual));

  it('is where it was, on any screen', () => {
    expect(placeWindow(at(40, 50), [main, right])).toEqual(at(40, 50));
    expect(placeWindow(at(2000, 50), [main, right])).toEqual(at(2000, 50));
  });

  it('is the main screen when its own was unplugged', () => {
    expect(placeWindow(at(2000, 50), [main])).toEqual(usual);
  });

  it.each([
    ['above', at(100, -30)],
    ['below', at(100, 1000)],
    ['left of', at(-850, 100)],
  ])('is not %s the screen, where its title bar cannot be taken hold of', (_where, place) => {
    expect(placeWindow(place, [main])).toEqual(usual);
  });

  it('stays maximized when it is moved to another screen', () => {
    expect(placeWindow({ ...at(5000, 0), maximized: true }, [main])).toEqual({ ...usual, maximized: true });
  });

  it('fits on a small screen', () => {
    const small = { x: 0, y: 30, width: 1024, height: 700 };
    expect(placeWindow(undefined, [small])).toEqual({ bounds: small, maximized: false });
    expect(placeWindow(at(0, 30, 1920, 1040), [small]).bounds).toEqual(small);
  });

  it.each([null, 'there', { bounds: { x: 'a' } }, { bounds: { x: 0, y: 0, width: -5, height: 9 }, maximized: false }])(
    'does not trust a damaged memory: %j',
    (remembered) => expect(placeWindow(remembered, [main])).toEqual(usual),
  );
});
