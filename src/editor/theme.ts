/** The four kinds of colour theme that VS Code has. */
export type ThemeKind = 'light' | 'dark' | 'high-contrast-dark' | 'high-contrast-light';

/**
 * Colours of a picture in a hover. An image knows nothing of the theme: CSS variables do not resolve in it and
 * prefers-color-scheme follows the operating system, so the host chooses.
 */
export interface PictureColours {
  readonly text: string;
  /** For the lines that stand for outputs without any contribution. */
  readonly hatch: string;
  /** Fill for `count` of at most `max` contributions, and the colour of text on it. */
  count(count: number, max: number): { readonly fill: string; readonly text: string };
}

/** Text is black on a fill that is lighter than this (OKLab lightness), else white. */
const BLACK_TEXT_FROM = 0.565;

/**
 * The explorer's sequential scale for counts, in oklch: further from the background means more. t runs from the
 * middle of the first count to the middle of the last.
 */
export function pictureColours(theme: ThemeKind): PictureColours {
  const dark = theme === 'dark' || theme === 'high-contrast-dark';
  const contrast = theme.startsWith('high-contrast');
  return {
    text: dark ? (contrast ? '#fff' : '#ccc') : contrast ? '#000' : '#3b3b3b',
    hatch: dark ? (contrast ? '#fff' : '#9d9d9d') : contrast ? '#000' : '#6e6e6e',
    count(count, max) {
      const t = max > 0.5 ? Math.min(1, Math.max(0, (count - 0.5) / (max - 0.5))) : 1;
      const [lightness, chroma, hue] = dark
        ? [0.34 + 0.52 * t, 0.055 + 0.065 * t, 195 - 45 * t]
        : [0.95 - 0.49 * t, 0.03 + 0.06 * t, 165 + 25 * t];
      return {
        fill: `oklch(${round(lightness)} ${round(chroma)} ${round(hue)})`,
        text: lightness > BLACK_TEXT_FROM ? '#000' : '#fff',
      };
    },
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
