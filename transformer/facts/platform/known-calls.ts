/** What calls of the platform's own functions do with what they are given. */

/** Methods that change the object they are called on. */
export const changingMethods: ReadonlySet<string> = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
  ...['set', 'add', 'delete', 'clear', 'append'],
  ...['setFullYear', 'setMonth', 'setDate', 'setHours', 'setMinutes', 'setSeconds', 'setMilliseconds', 'setTime'],
  ...['setUTCFullYear', 'setUTCMonth', 'setUTCDate', 'setUTCHours', 'setUTCMinutes', 'setUTCSeconds'],
  ...['setUTCMilliseconds', 'setInt8', 'setUint8', 'setInt16', 'setUint16', 'setInt32', 'setUint32'],
  ...['setFloat32', 'setFloat64', 'setBigInt64', 'setBigUint64', '__defineGetter__', '__defineSetter__'],
]);

/** The same, where the name alone would say too little: asked only of what a declaration file declares. */
export const changingByDeclaration: ReadonlySet<string> = new Set(['next']);

/** Those that add a listener or take it away: of a signal or a port that was given, no change. */
export const listeningMethods: ReadonlySet<string> = new Set([
  ...['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners'],
  ...['prependListener', 'prependOnceListener', 'addEventListener', 'removeEventListener'],
]);

/** Static functions that change their first argument. */
export const changingStatics: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set([
    ...['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf', 'freeze', 'seal', 'preventExtensions'],
  ]),
  Reflect: new Set(['set', 'defineProperty', 'deleteProperty', 'setPrototypeOf', 'preventExtensions']),
  Atomics: new Set(['store', 'add', 'sub', 'and', 'or', 'xor', 'exchange', 'compareExchange']),
};

/** Methods that put their arguments into the object they are called on. */
export const storingMethods: ReadonlySet<string> = new Set([
  'push',
  'unshift',
  'splice',
  'fill',
  'set',
  'add',
  'append',
]);

/** Methods that give the object they are called on, or a view of its memory. */
export const givesReceiver: ReadonlySet<string> = new Set([
  ...['sort', 'reverse', 'fill', 'copyWithin', 'set', 'add', 'subarray', 'on', 'once'],
]);

/** Methods that give a new container, filled with what the object holds. */
export const givesCopy: ReadonlySet<string> = new Set([
  ...['slice', 'filter', 'concat', 'flat', 'toSorted', 'toReversed', 'toSpliced', 'with', 'splice'],
  ...['entries', 'keys', 'values'],
  ...['union', 'intersection', 'difference', 'symmetricDifference', 'toArray'],
]);

/** Methods that give something that the object holds. */
export const givesElement: ReadonlySet<string> = new Set([
  ...['get', 'at', 'find', 'findLast', 'pop', 'shift', 'next', 'deref', 'item', 'then', 'catch', 'finally'],
]);

/** Methods that call a function with each element, its key, and the whole. */
export const eachElement: ReadonlySet<string> = new Set([
  ...['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap'],
]);

/** Static functions that give a new container, filled with what their argument holds. */
export const copyingStatics: ReadonlySet<string> = new Set([
  ...['Object.values', 'Object.entries', 'Object.fromEntries', 'Object.groupBy', 'Map.groupBy', 'Array.from'],
]);

/** Static functions that give their first argument. */
export const givesArgument: ReadonlySet<string> = new Set([
  ...['Object.assign', 'Object.freeze', 'Object.seal', 'Object.preventExtensions', 'Object.defineProperty'],
  ...['Object.defineProperties', 'Object.setPrototypeOf', 'Promise.resolve', 'Object'],
]);
