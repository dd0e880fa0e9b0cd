// The environment that a call takes along besides its arguments: the variables that a closure
// captures, or the fields of `this`. Loaded with the first such call.
import { types } from '../../platform/node/value-types.js';
import { UncloneableError } from '../../shared/errors.js';
import { hasData, lostField } from '../../shared/survival.js';
import type { Prepared } from '../types.js';

/**
 * Holds where the worker, which makes its `this` with that very class, would have the same methods.
 * @public loaded by `require`
 */
export function isDirect(self: unknown, { prototype }: Function): boolean {
  return self != null && Object.getPrototypeOf(self) === prototype;
}

/**
 * The environment as it is now, in an object of its own; of a method that gives back what it changes, `this`.
 * @public loaded by `require`
 */
export function read(definition: Prepared, self: unknown): Record<string, unknown> {
  if (definition.captures) return definition.captures();
  const refuse = (path: string, what: string) =>
    new UncloneableError(`${definition.name}: ${path}: ${what} can't cross to another thread`, definition);
  const instance = self as object;
  if (hasSlots(instance)) throw refuse('this', `an object of class ${instance.constructor.name}`);
  const lost = lostField(instance);
  if (lost) throw refuse(`this.${lost.name}`, lost.what);
  // with its class, so that what leads back to it does so there, too
  return (definition.tracked ? instance : { ...instance }) as Record<string, unknown>;
}

/** Holds where it has something that is no property: of classes that extend Map, Date, … */
function hasSlots(instance: object): boolean {
  const { isWeakMap, isWeakSet, isPromise } = types;
  const isOther = isWeakMap(instance) || isWeakSet(instance) || isPromise(instance);
  return hasData(instance) || isOther || typeof instance === 'function';
}
