// Notes of what could not cross of an error, told on the other side.

/** Of what was left out, by name. */
const MOST_NOTES = 100;

/** Stands for what can't cross. */
export const NONE = Symbol('none');

/** Parts that were left out of one error, by path: 'response.parse: a function'. */
export class Notes {
  readonly #notes: string[] = [];
  #more = 0;

  add(path: readonly string[], what: string): typeof NONE {
    if (this.#notes.length < MOST_NOTES) this.#notes.push(`${path.join('.')}: ${what}`);
    else this.#more++;
    return NONE;
  }

  /** Those of an error that has crossed before. */
  keep(earlier: unknown): void {
    if (Array.isArray(earlier)) for (const each of earlier) if (typeof each === 'string') this.#notes.push(each);
  }

  list(): string[] {
    return this.#more > 0 ? [...this.#notes, `and ${this.#more} more`] : this.#notes;
  }
}

/** Takes what errors hold, as far as it can cross. */
export interface Salvager {
  /** A field of an error, or a copy of what of it can cross; or NONE. */
  take(value: unknown, key: string, notes: Notes): unknown;
}
