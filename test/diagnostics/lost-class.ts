import type { Distance } from './support/distance';
import { area, type Square } from './support/distance';

// the fields are not all there is to them
export class Secret {
  #code = 1;
  read() {
    return this.#code;
  }
}
export abstract class Shape {
  abstract area(): number;
}
export class Table extends Map<string, number> {
  sum() {
    return this.size;
  }
}
const registered = new Map<Listed, string>();
export class Listed {
  constructor(readonly id: number) {
    registered.set(this, `number ${id}`);
  }
  name() {
    return registered.get(this);
  }
}

/** @unsync */
export function hidden(options: { owner?: { secret: Secret } }): boolean {
  return options.owner === undefined;
}
/** @unsync */
export function abstracted(shapes: readonly Shape[]): number {
  return shapes.length;
}
/** @unsync */
export function derived(): Map<string, Table> {
  return new Map();
}
/** @unsync */
export const known = (listed: Listed) => listed.id;

// the class is not here as a value
/** @unsync cpu-bound */
export async function typeOnly(distance: Distance): Promise<number> {
  return distance.km;
}
/** @unsync */
export function inTheSame(square: Square): number {
  return area(square);
}
/** @unsync */
export function inferred() {
  return [make()];
  function make() {
    class Local {
      value = 1;
      twice() {
        return this.value * 2;
      }
    }
    return new Local();
  }
}

// all the fields are all there is, without methods
interface Data {
  readonly distance: Pick<Distance, 'km'>;
}
/** @unsync */
export function data({ distance }: Data, when: Date, bytes: Uint8Array): number {
  return distance.km + when.getTime() + bytes.length;
}
/** @unsync */
export async function staysHere(secret: Secret) {
  return secret;
}
