/** Functions: parameters of every shape, and what a caller writes to call them. */
import { expression, newFunction, use } from './expressions.mjs';
import { freshName, offersOf, Scope, typeText } from './scope.mjs';
import { body } from './statements.mjs';

/**
 * @typedef {object} Parameter
 * @property {string} text as it is declared
 * @property {import('./scope.mjs').Type} type of the argument
 * @property {boolean} [optional]
 * @property {boolean} [rest]
 */

/** What marked functions can be given: nothing that could not cross. */
const crossing = [
  [5, simple('number')],
  [4, withDefault],
  [3, pattern],
  [2, list],
  [1, rest],
  [1, simple('string')],
  [2, simple('point')],
  [2, simple('numbers')],
];
const any = [...crossing, [1, simple('fn')]];

/** Parameters, declared in a scope of their own: all names shadow, those to the right can't be used yet. */
export function parameters(g, count, { marked = false } = {}) {
  const scope = new Scope(g.scope);
  const inner = { ...g, scope };
  /** @type {Parameter[]} */
  const list = [];
  const makers = Array.from({ length: count }, () => g.r.weighted(marked ? crossing : any));
  const made = makers.filter((m, i) => m !== rest || i === count - 1).map((make) => make(inner));
  for (const write of made) list.push(write());
  return { list, scope, names: [...scope.own.keys()], text: list.map((p) => p.text).join(', ') };
}

function declare(g, type) {
  return g.scope.add(freshName(g.r, g.scope, { shadow: 0.6 }), offersOf(type), { ready: false, recent: true });
}
const set = (binding, more = {}) => Object.assign(binding, { ready: true, boost: 1, ...more });

function simple(type) {
  return (g) => {
    const a = declare(g, type);
    return () => {
      set(a, { writable: type === 'number' });
      return { text: `${a.name}: ${typeText[type]}`, type };
    };
  };
}
function withDefault(g) {
  const a = declare(g, 'number');
  return () => {
    const value = expression(g, 'number', 2);
    set(a, { writable: true });
    return { text: `${a.name}: number = ${value}`, type: 'number', optional: true };
  };
}
/** Often nothing but a name. */
const fallback = (g) => (g.r.chance(0.5) && use(g, 'number', 0)) || expression(g, 'number', 1);

function pattern(g) {
  const a = declare(g, 'number');
  const b = declare(g, 'number');
  return () => {
    const whole = g.r.chance(0.4) && expression(g, 'point', 1);
    set(a);
    const value = fallback(g);
    set(b);
    if (whole) {
      return {
        text: `{ x: ${a.name}, y: ${b.name} = ${value} }: { x: number; y?: number } = ${whole}`,
        type: 'point',
        optional: true,
      };
    }
    return { text: `{ x: ${a.name}, y: ${b.name} = ${value} }: { x: number; y?: number }`, type: 'point' };
  };
}
function list(g) {
  const a = declare(g, 'number');
  const b = declare(g, 'numbers');
  return () => {
    const value = fallback(g);
    set(a);
    set(b);
    return { text: `[${a.name} = ${value}, ...${b.name}]: number[]`, type: 'numbers' };
  };
}
function rest(g) {
  const a = declare(g, 'numbers');
  return () => {
    set(a);
    return { text: `...${a.name}: number[]`, type: 'numbers', rest: true };
  };
}

/** `f(1, { x: 2, y: 3 })`, by types; optional ones are sometimes left out. */
export function callText(r, list, ref, arg) {
  const args = [];
  for (const p of list) {
    if (p.rest) {
      args.push(r.chance(0.5) ? `...${arg('numbers')}` : arg('number'));
    } else if (p.optional && r.chance(0.4)) {
      if (list.slice(list.indexOf(p) + 1).every((q) => q.optional || q.rest)) break;
      args.push('undefined');
    } else args.push(arg(p.type));
  }
  return `${ref}(${args.join(', ')})`;
}

/**
 * Parts of a function: `(${text}): number ${body}`, and the offer that calls it.
 * @param {{ result?: import('./scope.mjs').Type, count?: number, marked?: boolean, arrow?: boolean, statements?: number, depth?: number, own?: Record<string, unknown> }} [how]
 */
export function functionParts(g, how = {}) {
  const { r } = g;
  const { result = 'number', marked = false } = how;
  const fn = newFunction(how.own);
  const inner = { ...g, fn, isBody: false };
  const given = parameters(
    inner,
    how.count ??
      r.weighted([
        [1, 0],
        [6, 1],
        [5, 2],
        [2, 3],
      ]),
    { marked },
  );
  const within = { ...inner, scope: given.scope, namedByDefaults: new Set(given.text.match(/[\w$]+/g)) };
  const first = (within) => {
    const lines = marked && r.chance(0.25) ? writes(within, given.list) : [];
    if (!how.arrow && r.chance(0.08))
      lines.push(`if (arguments.length > ${given.list.length + 3}) return ${zero(result)};`);
    if (r.chance(marked ? 0.2 : 0.05)) {
      const test = expression(within, 'number', 1);
      const own = [...within.scope.visible()].filter((b) => b.ready && b.isError).map((b) => b.name);
      const made = `new ${r.pick(['RangeError', 'Error', 'TypeError', ...own, ...own, ...own])}(\`too \${${expression(within, 'number', 0)}}\`)`;
      lines.push(`if (${test} > ${r.between(10, 60)}) throw ${made};`);
      fn.throws = true;
    }
    return lines;
  };
  const text = body(within, result, {
    taken: given.names,
    first,
    ...(how.statements !== undefined && { statements: how.statements }),
    ...(how.depth !== undefined && { depth: how.depth }),
  });
  /** @type {import('./scope.mjs').Offer} */
  const offer = {
    type: result,
    cost: fn.cost,
    throws: fn.throws,
    state: fn.state,
    make: (ref, arg) => callText(r, given.list, ref, arg),
  };
  return { list: given.list, head: `(${given.text}): ${typeText[result]}`, text, offer, fn };
}
/** To what a caller gave, which is refused, or to a copy that took its place. */
function writes(g, list) {
  const own = list.map((p) => /^(\w+): (number\[\]|\{ x: number; y: number \})$/.exec(p.text)).filter(Boolean);
  if (!own.length) return [];
  const [, name, type] = g.r.pick(own);
  const [copy, write] =
    type === 'number[]' ? [`[...${name}]`, `${name}.push(1);`] : [`{ ...${name} }`, `${name}.x += 1;`];
  const length = type === 'number[]' ? 'length' : 'y';
  return g.r.pick([
    [write],
    [`Object.assign(${name}, { 0: 5 });`],
    [`${name} = ${copy};`, write],
    [`${name} = ${name}.${length} > 1 ? ${name} : ${copy};`, write],
  ]);
}

const zero = (type) =>
  ({ number: '0', string: `''`, numbers: '[]', point: '{ x: 0, y: 0 }', fn: '(n: number) => n' })[type];
