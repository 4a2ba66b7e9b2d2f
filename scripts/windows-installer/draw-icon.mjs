// node scripts/windows-installer/draw-icon.mjs: draws agent.ico from the SVG files of assets/icons. Needs rsvg-convert
// (librsvg2-bin).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../node24.mjs';

// The small drawing has no tints inside its bars, which would blur.
const drawings = [
  ['app-small', 16],
  ['app-small', 24],
  ['app-small', 32],
  ['app', 48],
  ['app', 256],
];
const headerBytes = 6;
const entryBytes = 16;

const images = drawings.map(([name, size]) => {
  const input = readFileSync(path.join(root, 'assets', 'icons', `${name}.svg`));
  return { size, png: execFileSync('rsvg-convert', ['-w', String(size), '-h', String(size)], { input }) };
});
const header = Buffer.alloc(headerBytes + images.length * entryBytes);
header.writeUInt16LE(1, 2);
header.writeUInt16LE(images.length, 4);
let offset = header.length;
for (const [index, { size, png }] of images.entries()) {
  const entry = headerBytes + index * entryBytes;
  // 256 is written as 0.
  header.writeUInt8(size % 256, entry);
  header.writeUInt8(size % 256, entry + 1);
  header.writeUInt16LE(1, entry + 4);
  header.writeUInt16LE(32, entry + 6);
  header.writeUInt32LE(png.length, entry + 8);
  header.writeUInt32LE(offset, entry + 12);
  offset += png.length;
}
writeFileSync(path.join(import.meta.dirname, 'agent.ico'), Buffer.concat([header, ...images.map(({ png }) => png)]));
