// Colours: those of the style sheet, which knows light and dark, and one for each function.

declare const document: any;
declare const getComputedStyle: any;
declare const matchMedia: any;

/** Degrees, neighbours far apart. None is red: that is for stalls and failures. */
const HUES = [212, 34, 160, 280, 58, 190, 320, 100, 245, 140];

export interface Theme {
  readonly isDark: boolean;
  /** A custom property of the style sheet. */
  colour(name: string): string;
  /** Of the function with that index. */
  fill(of: number): string;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const isDark = style.getPropertyValue('--dark').trim() === '1';
  const light = isDark ? 46 : 66;
  return {
    isDark,
    colour: (name) => style.getPropertyValue(`--${name}`).trim(),
    fill: (of) => {
      const round = Math.floor(of / HUES.length);
      return `hsl(${HUES[of % HUES.length]} ${round % 2 ? 35 : 62}% ${light - (round % 3) * 8}%)`;
    },
  };
}

/** Calls back when the system turns light or dark, unless the reader has chosen. */
export function followSystem(changed: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}

export function toggle(): void {
  document.documentElement.dataset.theme = readTheme().isDark ? 'light' : 'dark';
}
