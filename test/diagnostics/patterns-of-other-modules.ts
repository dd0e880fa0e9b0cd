import { squeezed } from './support/spaces';
import { nextWord } from './support/words';

/** @unsync */
export function first(text: string): string | undefined {
  return nextWord(squeezed(text));
}
