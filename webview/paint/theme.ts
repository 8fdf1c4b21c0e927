import { decode, oklab } from './oklch.js';

/** What the canvas painters need to know of the theme, all as CSS colours of sRGB. */
export interface Theme {
  readonly dark: boolean;
  readonly highContrast: boolean;
  readonly background: string;
  readonly text: string;
  /** Secondary text. */
  readonly muted: string;
  /** Profile bars, zoom lines. */
  readonly faint: string;
  /** The 0 of an entry that is none: faint, but as readable as all else in high contrast. */
  readonly zero: string;
  /** Empty cells and frames. */
  readonly ground: string;
  /** The outline of what is pointed at. */
  readonly subject: string;
  /** Perceived lightness of the background. */
  readonly backgroundLightness: number;
  readonly font: string;
  readonly codeFont: string;
}

type Bytes = readonly [number, number, number];

/** Bytes of #rgb, #rrggbb (with or without alpha, which is dropped) or rgb()/rgba(); null for anything else. */
export function parseColour(text: string): Bytes | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex && (hex.length === 3 || hex.length === 4)) {
    const [r = 0, g = 0, b = 0] = [...hex].map(digit => parseInt(digit + digit, 16));
    return [r, g, b];
  }
  if (hex && (hex.length === 6 || hex.length === 8)) {
    const value = parseInt(hex.slice(0, 6), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(text.trim());
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null;
}

/** A share of one colour in another, mixed in sRGB as color-mix does. */
export function mixColours(colour: Bytes, share: number, other: Bytes): string {
  const part = (index: 0 | 1 | 2) => Math.round(colour[index] * share + other[index] * (1 - share));
  return `rgb(${part(0)} ${part(1)} ${part(2)})`;
}

/** Perceived lightness (OKLab) of sRGB bytes. */
export function lightnessOf([r, g, b]: Bytes): number {
  return oklab([decode(r / 255), decode(g / 255), decode(b / 255)])[0];
}

export type ThemeKind = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

/** The kind that VS Code writes into the body's class; a light high-contrast theme carries both of its classes. */
export function themeKind(classes: Iterable<string>): ThemeKind {
  const all = new Set(classes);
  if (all.has('vscode-high-contrast-light')) return 'high-contrast-light';
  if (all.has('vscode-high-contrast')) return 'high-contrast';
  return all.has('vscode-light') ? 'light' : 'dark';
}

/** A theme from its kind and the value of a --vscode-… variable; what is missing or not readable takes a fallback. */
export function makeTheme(kind: ThemeKind, variable: (name: string) => string): Theme {
  const dark = kind === 'dark' || kind === 'high-contrast';
  const highContrast = kind.startsWith('high-contrast');
  const background = parseColour(variable('editor-background')) ?? (dark ? [31, 31, 31] : [255, 255, 255]);
  const text = parseColour(variable('foreground')) ?? (dark ? [204, 204, 204] : [59, 59, 59]);
  const active = highContrast ? parseColour(variable('contrastActiveBorder')) : null;
  const share = (part: number) => mixColours(text, part, background);
  return {
    dark,
    highContrast,
    background: mixColours(background, 1, background),
    text: share(1),
    muted: share(highContrast ? 1 : 0.74),
    faint: share(highContrast ? 0.6 : 0.34),
    zero: share(highContrast ? 0.85 : 0.34),
    ground: share(highContrast ? 0.45 : 0.16),
    subject: mixColours(active ?? text, 1, background),
    backgroundLightness: lightnessOf(background),
    font: variable('font-family') || 'system-ui, "Segoe UI", "Liberation Sans", sans-serif',
    codeFont: variable('editor-font-family') || 'ui-monospace, Menlo, Consolas, "Liberation Mono", monospace',
  };
}

/** The theme of the page as it is now. */
export function readTheme(body: HTMLElement): Theme {
  const style = getComputedStyle(body);
  return makeTheme(themeKind(body.classList), name => style.getPropertyValue(`--vscode-${name}`).trim());
}

/** Calls back whenever VS Code changes the page's theme: it rewrites the classes and variables. Returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  const attributes = { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-kind'] };
  observer.observe(document.body, attributes);
  observer.observe(document.documentElement, attributes);
  return () => observer.disconnect();
}
