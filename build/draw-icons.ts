import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { encodeIcns, encodeIco } from './icon-files.ts';

/** The accent of the window, oklch(.47 .095 215), which SVG renderers do not know by that name. */
const teal = '#00677c';
const wave = 'c 92 -96 208 -92 306 -12 c 102 84 214 84 310 -12';

/** Two waves, drawn in a field of 1024 x 1024. */
function waves(colour: string): string {
  const path = (y: number) => `<path d="M 204 ${y} ${wave}"/>`;
  return `<g fill="none" stroke="${colour}" stroke-width="100" stroke-linecap="round">${path(411)}${path(637)}</g>`;
}

function svg(content: string, box = '0 0 1024 1024'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${content}</svg>\n`;
}

/** Linux, Windows, web: the square fills the field. macOS: the system's grid wants a margin of 100. */
const appIcon = svg(`<rect width="1024" height="1024" rx="230" fill="${teal}"/>${waves('#fff')}`);
const macIcon = svg(
  `<rect x="100" y="100" width="824" height="824" rx="186" fill="${teal}"/><g transform="translate(100 100) scale(.8047)">${waves('#fff')}</g>`,
);

/** A menu bar takes the waves alone, cut close; the dot has a ring of nothing around it. */
const template = (isUnread: boolean) =>
  svg(
    isUnread
      ? `<mask id="ring"><rect width="1024" height="1024" fill="#fff"/><circle cx="794" cy="256" r="214" fill="#000"/></mask><g mask="url(#ring)">${waves('#000')}</g><circle cx="794" cy="256" r="142"/>`
      : waves('#000'),
    '112 112 800 800',
  );
/** Where the colour of the panel is unknown, the whole square. */
const tray = (isUnread: boolean) =>
  svg(
    `<rect width="1024" height="1024" rx="230" fill="${teal}"/>${waves('#fff')}` +
      (isUnread ? '<circle cx="812" cy="212" r="212" fill="#fff"/><circle cx="812" cy="212" r="160" fill="#c2571a"/>' : ''),
  );

function png(image: string, size: number): Uint8Array {
  return new Resvg(image, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/** Files by their path in the repository. */
export function drawIcons(): Map<string, Uint8Array | string> {
  const files = new Map<string, Uint8Array | string>([
    ['build/icons/icon.svg', appIcon],
    ['build/icons/icon.ico', encodeIco([16, 24, 32, 48, 64, 128, 256].map(size => ({ size, png: png(appIcon, size) })))],
    ['build/icons/icon.icns', encodeIcns(size => png(macIcon, size))],
    ['renderer/public/favicon.svg', appIcon],
    ['renderer/public/favicon.png', png(appIcon, 32)],
  ]);
  for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) files.set(`build/icons/linux/${size}x${size}.png`, png(appIcon, size));
  for (const [name, isUnread] of [
    ['tray', false],
    ['tray-unread', true],
  ] as const) {
    for (const [suffix, scale] of [
      ['', 1],
      ['@2x', 2],
    ] as const) {
      files.set(`build/icons/tray/${name}${suffix}.png`, png(tray(isUnread), 22 * scale));
      files.set(`build/icons/tray/${name}Template${suffix}.png`, png(template(isUnread), 18 * scale));
    }
  }
  return files;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  for (const [path, content] of drawIcons()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
