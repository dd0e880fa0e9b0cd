// Properties of the caller's objects: whether what a call has changed can be put there, and how.
import { isIndex } from '../named-keys.js';
import { SPARSE } from './numbering.js';
import { ABSENT } from './places.js';

/** As a property of its own, whatever setter there is. */
export function writeProperty(
  object: object,
  key: string | number,
  before: unknown,
  after: unknown,
  isMoved: boolean,
): void {
  if (after === ABSENT || isMoved) delete object[key as never];
  if (after === ABSENT) return;
  if (before !== ABSENT && !isMoved) object[key as never] = after as never;
  else Object.defineProperty(object, key, { value: after, writable: true, enumerable: true, configurable: true });
}

/** Why it can't be written there. */
export function problemWithProperty(
  object: object,
  key: string | number,
  before: unknown,
  after: unknown,
  isMoved: boolean,
): string | undefined {
  const property = Object.getOwnPropertyDescriptor(object, key);
  if ((property !== undefined) !== (before !== ABSENT)) return 'conflict';
  if (!property) return Object.isExtensible(object) ? undefined : 'nothing can be added to it';
  // the worker had the value of a getter
  if (!('value' in property)) return 'it is an accessor';
  if (!Object.is(property.value, before)) return 'conflict';
  if (isMoved && !Object.isExtensible(object)) return 'nothing can be added to it';
  return (after === ABSENT || isMoved ? property.configurable : property.writable) ? undefined : 'it is read-only';
}

/** How many indices it has from there on. */
export function countFrom(array: readonly unknown[], from: number): number {
  let count = 0;
  if (array.length > SPARSE) for (const key of Object.keys(array)) count += isIndex(key) && Number(key) >= from ? 1 : 0;
  else for (let i = from; i < array.length; i++) count += Object.hasOwn(array, i) ? 1 : 0;
  return count;
}
