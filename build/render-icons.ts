import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { trayShapes } from '../electron/core/tray-view.ts';
import { icnsOf, icoOf } from './icon-files.ts';

/**
 * `node build/render-icons.ts` renders build/icons/*.svg into build/icons/rendered/, which is kept in git so that a
 * build needs no renderer. `npm run screenshots` draws the tray shapes as they are seen, on light and dark bars.
 */

const folder = fileURLToPath(new URL('./icons/', import.meta.url));
const rendered = path.join(folder, 'rendered');

/** Nearest to the accent that is seen on a light and on a dark task bar alike. */
const flameColour = '#f76707';
/** macOS gives the menu bar 18 points; task bars take 16 pixels: the same drawing without its margin. */
const macBox = { box: '0 0 18 18', size: 18 };
const barBox = { box: '1 1 16 16', size: 16 };

type Look = { colour: string; box: string };

function source(name: string, { colour, box }: Look): string {
  const svg = readFileSync(path.join(folder, `${name}.svg`), 'utf8');
  return svg.replaceAll('currentColor', colour).replace('viewBox="0 0 18 18"', `viewBox="${box}"`);
}

function png(svg: string, pixels: number): Buffer {
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: pixels } }).render().asPng());
}

function appIcon(pixels: number): Buffer {
  return png(readFileSync(path.join(folder, 'app.svg'), 'utf8'), pixels);
}

function write(name: string, bytes: Buffer): void {
  const file = path.join(rendered, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

function renderTray(): void {
  for (const shape of trayShapes) {
    const template = source(shape, { colour: '#000000', box: macBox.box });
    write(`tray/${shape}Template.png`, png(template, macBox.size));
    write(`tray/${shape}Template@2x.png`, png(template, macBox.size * 2));
    const coloured = source(shape, { colour: flameColour, box: barBox.box });
    for (const scale of [1, 1.25, 1.5, 2, 3]) {
      write(`tray/${shape}${scale === 1 ? '' : `@${scale}x`}.png`, png(coloured, barBox.size * scale));
    }
  }
  write('tray/app.png', appIcon(256));
}

function renderApp(): void {
  for (const size of [16, 32, 48, 64, 128, 256, 512]) write(`linux/${size}x${size}.png`, appIcon(size));
  write('app.icns', icnsOf(appIcon));
  write('app.ico', icoOf(appIcon));
}

/** Each shape eight times as large as it is, and as it is, on bars light and dark. */
export function menuBarSheet(): Buffer {
  const bars = [
    { bar: '#ececec', colour: '#000000', ...macBox, scale: 1 },
    { bar: '#1e1e1e', colour: '#ffffff', ...macBox, scale: 1 },
    { bar: '#ececec', colour: '#000000', ...macBox, scale: 2 },
    { bar: '#1e1e1e', colour: '#ffffff', ...macBox, scale: 2 },
    { bar: '#f3f3f3', colour: flameColour, ...barBox, scale: 1 },
    { bar: '#202020', colour: flameColour, ...barBox, scale: 2 },
  ];
  const rows = bars.map((bar, index) => barRow(bar, index * 160));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${bars.length * 160}">${rows.join('')}</svg>`;
  return png(svg, 900);
}

type Bar = Look & { bar: string; size: number; scale: number };

function barRow({ bar, colour, box, size, scale }: Bar, y: number): string {
  const shapes = trayShapes.map((shape, index) => {
    const pixels = size * scale;
    const data = png(source(shape, { colour, box }), pixels).toString('base64');
    const image = (x: number, top: number, width: number) =>
      `<image x="${x}" y="${top}" width="${width}" height="${width}" image-rendering="optimizeSpeed" href="data:image/png;base64,${data}"/>`;
    return image(10 + index * 160, y + 8, 144) + image(680 + index * 50, y + 62, pixels);
  });
  return `<rect y="${y}" width="900" height="160" fill="${bar}"/>${shapes.join('')}`;
}

if (import.meta.main) {
  rmSync(rendered, { recursive: true, force: true });
  renderTray();
  renderApp();
}
