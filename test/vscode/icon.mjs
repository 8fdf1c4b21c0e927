// Draws media/icon.png: a 3×3 kernel over the grid that it slides on, in the explorer's colours.
//   node test/vscode/icon.mjs
import path from 'node:path';
import { launchChromium } from './chromium.mjs';
import { root } from './npm.mjs';

const SIZE = 256;
const CELL = 36;
const GAP = 6;
const GRID = 5;
const PITCH = CELL + GAP;
const START = (SIZE - GRID * PITCH + GAP) / 2;

/** Hue by kernel row, lightness by kernel column: as the explorer colours weights by index. */
const HUES = [258, 345, 72];
const LIGHTNESS = [0.54, 0.66, 0.79];

function cell(row, column, fill) {
  const x = START + column * PITCH;
  const y = START + row * PITCH;
  return `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" rx="5" fill="${fill}"/>`;
}

const cells = [];
for (let row = 0; row < GRID; row++) {
  for (let column = 0; column < GRID; column++) {
    const kernelRow = row - 1;
    const kernelColumn = column - 1;
    const inside = kernelRow >= 0 && kernelRow < 3 && kernelColumn >= 0 && kernelColumn < 3;
    cells.push(
      cell(row, column, inside ? `oklch(${LIGHTNESS[kernelColumn]} 0.15 ${HUES[kernelRow]})` : 'oklch(0.33 0.012 260)'),
    );
  }
}
const frame = START + PITCH - GAP - 1;
const side = 3 * PITCH + GAP + 2;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}">
<rect width="${SIZE}" height="${SIZE}" rx="44" fill="oklch(0.21 0.012 260)"/>
${cells.join('\n')}
<rect x="${frame}" y="${frame}" width="${side}" height="${side}" rx="9" fill="none" stroke="white" stroke-width="5"/>
</svg>`;

const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
await page.setContent(`<body style="margin:0;background:transparent">${svg}</body>`);
await page.screenshot({ path: path.join(root, 'media/icon.png'), omitBackground: true });
await browser.close();
console.log('media/icon.png');
