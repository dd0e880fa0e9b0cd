// Objects of modules that both sides have, by number: each goes through what its own modules hold, in the same order.
// Loaded with the first function that has any.
import { types } from '../platform/node/value-types.js';
import { number, numbersOf } from './give-back/numbering.js';
import type { Classes, Constants } from './packed.js';

/**
 * What the constants of both sides hold. They are gone through when one is first asked for, and are not changed from then on.
 * @param roots by name, in an order that both sides have: values, and classes for what their static fields hold
 * @public loaded by `require`
 */
export function constantsOf(roots: () => Record<string, unknown>, classes: Classes): Constants {
  let known: { readonly objects: readonly object[]; readonly numbers: ReadonlyMap<object, number> } | undefined;
  const find = () => {
    const values = Object.values(roots()).flatMap((root) => (typeof root === 'function' ? staticsOf(root) : [root]));
    const { objects } = number(values, [], { classes, env: false });
    return (known = { objects, numbers: numbersOf(objects) });
  };
  return {
    numberOf: (object) => (isConstant(object) ? (known ?? find()).numbers.get(object) : undefined),
    at(n) {
      const object = (known ?? find()).objects[n];
      // another machine may say anything
      if (!object || !isConstant(object)) throw new Error(`it gives constant ${n}, which is not there`);
      return object;
    },
  };
}

// not what accessors give
const staticsOf = (cls: Function): unknown[] =>
  Object.values(Object.getOwnPropertyDescriptors(cls)).map((property) => property.value as unknown);

/** Functions run where they are from, and memory may be moved. */
const isConstant = (object: object): boolean =>
  typeof object === 'object' && !ArrayBuffer.isView(object) && !types.isAnyArrayBuffer(object);
