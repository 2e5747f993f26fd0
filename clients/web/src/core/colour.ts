// SPDX-License-Identifier: Apache-2.0
// The academy's one colour, made into those that the page names (styles/tokens.css): so light or so dark that what is
// written in it, and on it, can be read on light ground and on dark (WCAG 2.2, 1.4.3). Loaded only where there is one.

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** --sunken, the darkest of the light grounds, and the lightest of the dark ones. */
const GROUNDS: { readonly [T in Look]: Rgb } = { light: [0xe9, 0xee, 0xeb], dark: [0x22, 0x2c, 0x28] };
const SURFACE: { readonly [T in Look]: Rgb } = { light: WHITE, dark: [0x17, 0x1f, 0x1c] };
const CONTRAST = 4.5;
const STEP = 0.01;

export type Look = 'light' | 'dark';
export interface Palette {
  readonly accent: string;
  readonly strong: string;
  readonly soft: string;
  readonly on: string;
  /** Of what is written on it. */
  readonly contrast: number;
}

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

function rgbOf(colour: string): Rgb {
  const value = parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2): number => a[at] + (b[at] - a[at]) * share;
  return [part(0), part(1), part(2)];
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = Math.round(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function contrastOf(a: string, b: string): number {
  return contrast(rgbOf(a), rgbOf(b));
}

/** The same hue and saturation (HSL) at another lightness: moved towards white alone a colour would turn grey. */
function lit([r, g, b]: Rgb, by: number): Rgb {
  const [max, min] = [Math.max(r, g, b) / 255, Math.min(r, g, b) / 255];
  const before = (max + min) / 2;
  const spread = max === min ? 0 : (max - min) / (1 - Math.abs(2 * before - 1));
  const after = Math.max(0, Math.min(1, before + by));
  const reach = spread * (1 - Math.abs(2 * after - 1));
  const part = (value: number): number => 255 * (after + reach * (max === min ? 0 : (value / 255 - before) / (max - min)));
  return [part(r), part(g), part(b)];
}

/** Made darker or lighter until it can be read on what is behind it, also on its own soft ground. */
function readable(colour: Rgb, look: Look): Rgb {
  const towards = look === 'light' ? BLACK : WHITE;
  for (let share = 0; share < 1; share += STEP) {
    const moved = lit(colour, look === 'light' ? -share : share);
    if (contrast(moved, GROUNDS[look]) >= CONTRAST && contrast(moved, softOf(moved, look)) >= CONTRAST) return moved;
  }
  return towards;
}

function softOf(accent: Rgb, look: Look): Rgb {
  return mix(SURFACE[look], accent, look === 'light' ? 0.12 : 0.2);
}

export function paletteOf(colour: string, look: Look): Palette {
  const accent = readable(rgbOf(colour), look);
  const on = contrast(accent, WHITE) >= contrast(accent, BLACK) ? WHITE : BLACK;
  return {
    accent: hexOf(accent), on: hexOf(on), contrast: contrast(accent, on), soft: hexOf(softOf(accent, look)),
    strong: hexOf(mix(accent, look === 'light' ? BLACK : WHITE, 0.25)),
  };
}

let sheet: CSSStyleSheet | undefined;

/** From now on the page has this colour; Muster's own when there is none. */
export function colourShow(colour: string | undefined): void {
  // Browsers without such sheets keep Muster's colour.
  if (!('adoptedStyleSheets' in document)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  sheet.replaceSync(colour && isColour(colour) ? `:root{${names(colour, 'light')}}:root[data-theme='dark']{${names(colour, 'dark')}}` : '');
}

function names(colour: string, look: Look): string {
  const { accent, strong, soft, on } = paletteOf(colour, look);
  return `--accent:${accent};--accent-strong:${strong};--accent-soft:${soft};--on-accent:${on}`;
}
