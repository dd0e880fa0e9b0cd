const spaces = /\s+/g;

/** Begins at the start whatever `lastIndex` is. */
export function squeezed(text: string): string {
  return text.replace(spaces, ' ');
}
