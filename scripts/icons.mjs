// node scripts/icons.mjs: draws the PNG files of assets/icons from the SVG files beside them. Needs rsvg-convert (librsvg2-bin).
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './node24.mjs';

const icons = path.join(root, 'assets', 'icons');
const tray = path.join(icons, 'tray');
// A panel of Linux and the taskbar of Windows do not tint an icon, so each state comes for dark and for light ones.
// macOS tints the black one by itself.
const tints = { light: '#ffffff', dark: '#000000' };

/** @param {string} svg @param {number} size pixels of both sides */
function draw(svg, size, file) {
  execFileSync('rsvg-convert', ['-w', String(size), '-h', String(size), '-o', file], { input: svg });
}

// The small drawing has no tints inside its bars, which would blur.
for (const [name, size] of [
  ['app-small', 16],
  ['app-small', 32],
  ['app', 512],
]) {
  draw(readFileSync(path.join(icons, `${name}.svg`)), size, path.join(icons, `app-${size}.png`));
}

for (const file of readdirSync(tray).filter((name) => name.endsWith('.svg'))) {
  const [, state, size] = /^(\w+)-(\d+)\.svg$/.exec(file);
  for (const [tint, colour] of Object.entries(tints)) {
    const svg = readFileSync(path.join(tray, file), 'utf8').replaceAll('currentColor', colour);
    draw(svg, Number(size), path.join(tray, `${state}-${tint}-${size}.png`));
    // The drawing for 16 pixels doubled: the same shapes on a dense screen.
    if (size === '16') draw(svg, 32, path.join(tray, `${state}-${tint}-16@2x.png`));
  }
}
