/** Expressions of a wanted type, out of what is visible; every construct that binds names binds some that shadow. */
import { freshName, offersOf, Scope } from './scope.mjs';

/** @typedef {import('./scope.mjs').Type} Type */

/**
 * Where an expression stands: `g.fn` sums up the function around it, and is how its own callers know it.
 * @typedef {object} Place
 * @property {import('../random.mjs').Random} r
 * @property {Scope} scope
 * @property {{ cost: number, times: number, throws: boolean, state: boolean, atLoad: boolean, limit: number }} fn
 */

/** What a function may cost, in calls; chains of calls in loops must not explode. */
const limit = 120;
export const newFunction = (more = {}) => ({
  cost: 1,
  times: 1,
  throws: false,
  state: false,
  atLoad: false,
  limit,
  ...more,
});

export function expression(g, /** @type {Type} */ type, depth = 2) {
  const { r } = g;
  if (depth > 0 && r.chance(0.4)) return r.weighted(composites[type])(g, depth);
  return (r.chance(0.88) ? use(g, type, depth) : undefined) ?? literal(g, type);
}

export function literal({ r }, type) {
  switch (type) {
    case 'number':
      return String(r.int(10));
    case 'string':
      return `'${r.pick(['a', 'bc', 'déf', ''])}'`;
    case 'numbers':
      return `[${Array.from({ length: r.between(1, 3) }, () => r.int(9)).join(', ')}]`;
    case 'point':
      return `{ x: ${r.int(9)}, y: ${r.int(9)} }`;
    default:
      return `((n: number): number => n + ${r.int(9)})`;
  }
}

/** Something visible that gives the type; what has been used least is likelier. */
export function use(g, type, depth) {
  const { r, fn } = g;
  const found = [];
  for (const binding of g.scope.visible()) {
    if (!binding.ready) continue;
    for (const offer of binding.offers) {
      if (offer.type !== type || (depth <= 0 && !offer.plain)) continue;
      const cost = (offer.cost ?? 0) * fn.times;
      if (fn.cost + cost > fn.limit || (fn.atLoad && (offer.throws || offer.state))) continue;
      found.push([1 / (1 + binding.used) + (binding.recent ? 1 : 0) + (binding.boost ?? 0), { binding, offer }]);
    }
  }
  if (!found.length) return undefined;
  const { binding, offer } = r.weighted(found);
  return useOffer(g, binding, offer, depth);
}

export function useOffer(g, binding, offer, depth) {
  const { fn } = g;
  binding.used++;
  fn.cost += (offer.cost ?? 0) * fn.times;
  fn.throws ||= !!offer.throws;
  fn.state ||= !!offer.state;
  if (binding.captured) fn.captures = true;
  return offer.make(binding.name, (type) => expression(g, type, depth - 1));
}

/** In a new scope where `names` are bound. */
export function bound(g, names, inside) {
  const scope = new Scope(g.scope);
  for (const [name, type] of names) scope.add(name, offersOf(type));
  return inside({ ...g, scope });
}
const name = (g) => freshName(g.r, new Scope(g.scope), { shadow: 0.7 });
const repeated = (g, times, inside) => {
  const { fn } = g;
  const before = fn.times;
  fn.times *= times;
  const text = inside();
  fn.times = before;
  return text;
};

export { repeated };

const num = (g, depth) => expression(g, 'number', depth - 1);

/** @type {Record<Type, [weight: number, make: (g: any, depth: number) => string][]>} */
const composites = {
  number: [
    [6, (g, d) => `(${num(g, d)} ${g.r.pick(['+', '-', '*'])} ${num(g, d)})`],
    [2, (g, d) => `(${num(g, d)} % ${g.r.between(2, 9)})`],
    [3, (g, d) => `(${num(g, d)} ${g.r.pick(['>', '>='])} ${num(g, d)} ? ${num(g, d)} : ${num(g, d)})`],
    [1, (g, d) => `Math.${g.r.pick(['max', 'min'])}(${num(g, d)}, ${num(g, d)})`],
    [1, (g, d) => `(${expression(g, 'numbers', d - 1)}[${g.r.int(4)}] ?? ${num(g, d)})`],
    [1, (g, d) => `Number(\`\${${num(g, d)}}\`)`],
    [1, (g, d) => `(void ${num(g, d)}, ${num(g, d)})`],
    [1, (g, d) => `(${expression(g, 'string', d - 1)}).length`],
    [
      2,
      (g, d) => {
        const a = name(g);
        const passed = num(g, d);
        return `((${a}: number): number => ${bound(g, [[a, 'number']], (i) => num(i, d))})(${passed})`;
      },
    ],
    [
      1, // a default that refers to the parameter before it
      (g, d) => {
        const a = name(g);
        const b = different(g, [a]);
        const passed = num(g, d);
        const names = [[a, 'number']];
        const value = bound(g, names, (i) => {
          i.scope.add(b, offersOf('number'), { ready: false });
          return num(i, d);
        });
        return `((${a}: number, ${b}: number = ${value}): number => ${bound(g, [...names, [b, 'number']], (i) => num(i, d))})(${passed})`;
      },
    ],
    [
      2,
      (g, d) => {
        const list = expression(g, 'numbers', d - 1);
        const a = name(g);
        const b = different(g, [a]);
        const body = repeated(g, 4, () =>
          bound(
            g,
            [
              [a, 'number'],
              [b, 'number'],
            ],
            (i) => num(i, d),
          ),
        );
        return `${list}.slice(0, 4).reduce((${a}: number, ${b}: number): number => ${body}, ${num(g, d)})`;
      },
    ],
    [1, (g, d) => `({ x: ${num(g, d)}, get y(): number { return this.x + ${num(g, d)}; } }).y`],
    [1, (g, d) => `(${expression(g, 'point', d - 1)}).${g.r.pick(['x', 'y'])}`],
    [1, shorthand],
    [
      1, // a function expression that calls itself by a name of its own
      (g, d) => {
        const self = name(g);
        const a = different(g, [self]);
        const start = g.r.between(1, 3);
        const body = repeated(g, 3, () => {
          const scope = new Scope(g.scope);
          scope.add(self, [], { ready: false });
          const inner = new Scope(scope);
          inner.add(a, offersOf('number'));
          return num({ ...g, scope: inner }, d);
        });
        return `(function ${self}(${a}: number): number { return ${a} <= 0 ? ${g.r.int(9)} : ${self}(${a} - 1) + ${body}; })(${start})`;
      },
    ],
    [
      1, // a class in an expression, with a field that a method reads
      (g, d) => {
        const own = freshName(g.r, new Scope(g.scope), { isType: true });
        const scope = new Scope(g.scope);
        scope.add(own, [], { ready: false });
        const [field, result] = [num({ ...g, scope }, d), num({ ...g, scope }, d)];
        return `new (class ${own} { v: number = ${field}; read(): number { return this.v + ${result}; } })().read()`;
      },
    ],
    [
      1, // closures over closures
      (g, d) => {
        const a = name(g);
        const b = name(g);
        const outer = num(g, d);
        const inner = num(g, d);
        const body = bound(g, [[a, 'number']], (i) => bound(i, [[b, 'number']], (j) => num(j, d)));
        return `((${a}: number) => (${b}: number): number => ${body})(${outer})(${inner})`;
      },
    ],
    [
      1,
      (g, d) => {
        const a = name(g);
        const b = different(g, [a]);
        const point = expression(g, 'point', d - 1);
        return `(({ x: ${a}, y: ${b} }: { x: number; y: number }): number => ${bound(
          g,
          [
            [a, 'number'],
            [b, 'number'],
          ],
          (i) => num(i, d),
        )})(${point})`;
      },
    ],
  ],
  string: [
    [3, (g, d) => `\`\${${num(g, d)}}-\${${expression(g, 'string', d - 1)}}\`.slice(0, 24)`],
    [2, (g, d) => `(${expression(g, 'string', d - 1)} + ${expression(g, 'string', d - 1)}).slice(0, 24)`],
    [1, (g, d) => `String(${num(g, d)})`],
    [1, (g, d) => `${expression(g, 'numbers', d - 1)}.join('')`],
    [1, (g, d) => `typeof ${num(g, d)}`],
  ],
  numbers: [
    [2, (g, d) => `[${num(g, d)}, ...${expression(g, 'numbers', d - 1)}].slice(0, 5)`],
    [
      2,
      (g, d) => {
        const list = expression(g, 'numbers', d - 1);
        const a = name(g);
        return `${list}.slice(0, 4).map((${a}: number): number => ${repeated(g, 4, () => bound(g, [[a, 'number']], (i) => num(i, d)))})`;
      },
    ],
    [
      1,
      (g, d) => {
        const a = name(g);
        return `Array.from({ length: 3 }, (_: unknown, ${a}: number): number => ${repeated(g, 3, () => bound(g, [[a, 'number']], (i) => num(i, d)))})`;
      },
    ],
    [1, (g, d) => `Object.values(${expression(g, 'point', d - 1)})`],
    [1, (g, d) => `[...new Set([${num(g, d)}, ${num(g, d)}])]`],
    [
      1, // a generator, used up here
      (g, d) => {
        const a = name(g);
        const first = num(g, d);
        const body = bound(g, [[a, 'number']], (i) => `yield ${a}; yield ${num(i, d)};`);
        return `[...(function* (${a}: number): Generator<number> { ${body} })(${first})]`;
      },
    ],
  ],
  point: [
    [2, (g, d) => `({ x: ${num(g, d)}, y: ${num(g, d)} })`],
    [1, (g, d) => `({ ...${expression(g, 'point', d - 1)}, y: ${num(g, d)} })`],
  ],
  fn: [
    [
      1,
      (g, d) => {
        const a = name(g);
        return `((${a}: number): number => ${bound(g, [[a, 'number']], (i) => num(i, d))})`;
      },
    ],
  ],
};

/** `({ k }).k`: the value, not the property. */
function shorthand(g, depth) {
  const own = [];
  for (const b of g.scope.visible())
    for (const o of b.offers)
      if (b.ready && o.type === 'number' && o.plain && !(g.fn.atLoad && o.state) && o.make('\0', () => '') === '\0')
        own.push(b);
  if (!own.length) return num(g, depth);
  const { name: key, offers } = g.r.pick(own);
  g.fn.state ||= !!offers.find((o) => o.type === 'number').state;
  return key === 'x' || g.r.chance(0.5) ? `({ ${key} }).${key}` : `({ x: 1, ${key} })['${key}']`;
}

/** A name other than those. */
export function different(g, names) {
  for (;;) {
    const other = name(g);
    if (!names.includes(other)) return other;
  }
}
