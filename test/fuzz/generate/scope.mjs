/**
 * What a generated program knows of its own names: which are visible where, and what can be made of them.
 * Names come from one small pool, so that nearly every inner name shadows an outer one.
 */

/**
 * @typedef {'number' | 'string' | 'numbers' | 'point' | 'fn'} Type
 * @typedef {object} Offer one way to make a value out of a binding
 * @property {Type} type
 * @property {(ref: string, arg: (type: Type) => string) => string} make
 * @property {number} [cost] about how many calls it makes
 * @property {boolean} [plain] nothing but a name and members: fit for the innermost places
 * @property {boolean} [throws] it may throw
 * @property {boolean} [state] it reads or writes what changes while the program runs
 * @typedef {object} Binding
 * @property {string} name
 * @property {readonly Offer[]} offers
 * @property {boolean} ready false: declared, and not to be touched yet
 * @property {boolean} [writable] `name = <number>` may be written
 * @property {number} [used]
 */

export const typeText = {
  number: 'number',
  string: 'string',
  numbers: 'number[]',
  point: '{ x: number; y: number }',
  fn: '(n: number) => number',
};

/** Names of values; some are those that tsc and unsync like to make up. `n` is left to parameters of the generator's own. */
const values = [
  ...'abcdefghkmpqrstuvwxyz',
  ...[
    'value',
    'list',
    'item',
    'limit',
    'next',
    'self',
    'unsync_1',
    'a_1',
    'f_task',
    '__unsync_f',
    'tasks',
    'exportsOf',
  ],
];
const types = [...'ABCDEFGHKMNPQRSTUVWXYZ', 'Box', 'Shape', 'Color', 'Space'];

export class Scope {
  /** @type {Map<string, Binding>} */
  own = new Map();
  /** Names that this scope must not declare, though it does not hold them itself: parameters, around a body. */
  taken = new Set();

  constructor(/** @type {Scope | undefined} */ parent) {
    this.parent = parent;
  }

  /** @returns {Binding} */
  add(/** @type {string} */ name, /** @type {readonly Offer[]} */ offers, /** @type {Partial<Binding>} */ more = {}) {
    const binding = { name, offers, ready: true, used: 0, ...more };
    this.own.set(name, binding);
    return binding;
  }

  /** The binding that each visible name stands for. */
  *visible() {
    const seen = new Set();
    for (let scope = this; scope; scope = scope.parent)
      for (const binding of scope.own.values()) {
        if (seen.has(binding.name)) continue;
        seen.add(binding.name);
        yield binding;
      }
  }

  find(/** @type {string} */ name) {
    for (let scope = this; scope; scope = scope.parent) if (scope.own.has(name)) return scope.own.get(name);
    return undefined;
  }
}

/** A name that `scope` does not declare yet; inside functions it mostly shadows another. */
export function freshName(r, scope, { isType = false, shadow = 0.5 } = {}) {
  const free = (name) => !scope.own.has(name) && !scope.taken.has(name);
  const pool = isType ? types : values;
  if (scope.parent && r.chance(shadow)) {
    const outer = [];
    for (const { name } of scope.parent.visible()) if (free(name) && /^[A-Z]/.test(name) === isType) outer.push(name);
    if (outer.length) return r.pick(outer);
  }
  for (let i = 0; i < 12; i++) {
    const name = r.pick(pool);
    if (free(name)) return name;
  }
  for (let i = 2; ; i++) {
    const name = r.pick(pool) + i;
    if (free(name)) return name;
  }
}

/** @type {(ref: string) => string} */
const itself = (ref) => ref;

/** A variable of a type, with what can be read off it. */
export const offersOf = (/** @type {Type} */ type, more = {}) => {
  const offer = { type, make: itself, plain: true, ...more };
  if (type === 'point') return [offer, member('x', more), member('y', more)];
  if (type === 'numbers') return [offer, member('length', more), { ...member('[0]', more) }];
  if (type === 'string') return [offer, member('length', more)];
  if (type === 'fn')
    return [offer, { type: 'number', cost: 2, ...more, make: (ref, arg) => `${ref}(${arg('number')})` }];
  return [offer];
};
const member = (name, more) => ({
  type: 'number',
  plain: true,
  ...more,
  make: (ref) => (name.startsWith('[') ? ref + name : `${ref}.${name}`),
});
