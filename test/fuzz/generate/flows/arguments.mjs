/**
 * Arguments: what is given, how it is reached under other names, how it is copied, and how it is written.
 */

/**
 * @typedef {object} Leaf
 * @property {string} type
 * @property {string} made
 * @property {string[]} writes statements that write `x`
 * @property {string[]} copies expressions that give another like `x`
 * @property {string} read a number out of `x`
 * @type {Record<string, Leaf>}
 */
export const leaves = {
  numbers: {
    type: 'number[]',
    made: '[3, 1, 2]',
    writes: [
      'x.push(7);',
      'x.sort();',
      'x.reverse();',
      'x[0] = 9;',
      'x.length = 1;',
      'x.splice(0, 1);',
      'x.fill(4);',
      'x.copyWithin(0, 1);',
      'x.unshift(0);',
      'x.pop();',
      'x[1]++;',
      '[x[0], x[1]] = [x[1], x[0]];',
      'for (x[0] of [5, 6]);',
      'Array.prototype.push.call(x, 1);',
      'x.push(...x);',
      '({ a: x[0] } = { a: 8 });',
      'for (const i of x.keys()) x[i] *= 2;',
      'x.forEach((v, i, all) => { all[i] = v + 1; });',
      'Reflect.set(x, 0, 5);',
      'delete (x as any)[0];',
      // undone again: seen by those alone that watch
      'x.push(7); x.pop();',
      '[x[0], x[0]] = [9, x[0]!];',
    ],
    copies: [
      '[...x]',
      'x.slice()',
      'Array.from(x)',
      'x.map((v) => v)',
      'x.concat()',
      'x.toSorted()',
      'x.filter(() => true)',
      '[...x, 1]',
      'x.flatMap((v) => [v, v])',
      'JSON.parse(JSON.stringify(x)) as number[]',
    ],
    read: 'x.length + (x[0] ?? 0)',
  },
  point: {
    type: '{ x: number; y?: number }',
    made: '{ x: 1, y: 2 }',
    writes: [
      'x.x = 5;',
      'x.x++;',
      'Object.assign(x, { x: 8 });',
      'delete x.y;',
      "Reflect.set(x, 'x', 4);",
      "Object.defineProperty(x, 'x', { value: 3, enumerable: true });",
      '({ x: x.x } = { x: 6 });',
      'x.y ??= 3; x.y += 1;',
      "(x as Record<string, number>)['x'] = 7;",
      'for (const k of Object.keys(x)) (x as any)[k] = 0;',
      'Object.freeze(x);',
      'for (x.x of [2, 3]);',
      'x.x += x.y ?? 1;',
      'x.x++; x.x--;',
    ],
    copies: [
      '{ ...x }',
      'Object.assign({}, x)',
      '{ x: x.x, y: x.y }',
      'Object.fromEntries(Object.entries(x)) as { x: number; y?: number }',
      '(({ ...rest }) => rest)(x)',
      '{ ...x, y: 1 }',
    ],
    read: 'x.x',
  },
  map: {
    type: 'Map<string, number>',
    made: "new Map([['a', 1]])",
    writes: [
      "x.set('b', 2);",
      "x.delete('a');",
      'x.clear();',
      'for (const [k, v] of x) x.set(k, v + 1);',
      'x.forEach((v, k, m) => { m.set(k, v * 2); });',
      "x.set('b', 2); x.delete('b');",
    ],
    copies: ['new Map(x)', 'new Map([...x])', 'new Map([...x].map(([k, v]) => [k, v + 1] as const))'],
    read: "x.size + (x.get('a') ?? 0)",
  },
  set: {
    type: 'Set<number>',
    made: 'new Set([1, 2])',
    writes: ['x.add(3);', 'x.delete(1);', 'x.clear();', 'for (const v of [...x]) x.add(v + 5);'],
    copies: ['new Set(x)', 'new Set([...x])', 'new Set(x.values())'],
    read: 'x.size',
  },
  bytes: {
    type: 'Uint8Array',
    made: 'new Uint8Array([3, 1, 2, 0])',
    writes: [
      'x[0] = 9;',
      'x.fill(1);',
      'x.sort();',
      'x.set([5]);',
      'x.subarray(1).fill(7);',
      'x.reverse();',
      'x[1] ^= 255;',
      'new DataView(x.buffer).setUint8(0, 8);',
      'new Uint8Array(x.buffer)[1] = 6;',
      'new Uint16Array(x.buffer, 0, 2)[0] = 600;',
      'x.copyWithin(0, 2);',
    ],
    // not `slice()`: of a Buffer it shares memory
    copies: [
      'Uint8Array.from(x)',
      'new Uint8Array(x)',
      'x.map((v) => v + 1)',
      'x.toSorted()',
      'new Uint8Array([...x])',
    ],
    read: 'x[0] + x[1]',
  },
  box: {
    type: 'Box',
    made: 'new Box(1)',
    writes: ['x.add(2);', 'x.v = 4;', 'x.twice = 6;', 'x.all.push(1);', 'Box.bump(x);', 'x.add(1).add(1);'],
    copies: ['new Box(x.v)', 'x.with(3)', 'Box.of(x)'],
    read: 'x.v + x.all.length',
  },
};
/** Stands with the tasks; a base class holds the state, so that a method of another class writes it. */
export const boxText = `class Held { constructor(public v: number) {} all: number[] = []; }
export class Box extends Held {
add(n: number): this { this.v += n; return this; }
set twice(n: number) { this.v = n * 2; }
with(v: number): Box { return new Box(v); }
static bump(b: Held): void { b.v++; }
static of(b: Held): Box { const c = new Box(b.v); c.all = [...b.all]; return c; }
}`;

/** What stands around: its type, how it is made, and how the leaf is taken out of it. */
export const around = {
  itself: (t, v) => [t, v, 'a'],
  property: (t, v) => [`{ inner: ${t} }`, `{ inner: ${v} }`, 'a.inner'],
  deep: (t, v) => [`{ one: { two: ${t} } }`, `{ one: { two: ${v} } }`, 'a.one.two'],
  list: (t, v) => [`(${t})[]`, `[${v}]`, 'a[0]'],
  pairs: (t, v) => [`[string, ${t}][]`, `[['k', ${v}]]`, 'a[0][1]'],
  inMap: (t, v) => [`Map<string, ${t}>`, `new Map([['k', ${v}]])`, `a.get('k')!`],
  record: (t, v) => [`Record<string, ${t}>`, `{ k: ${v} }`, `a['k']`],
  optional: (t, v) => [`{ inner?: ${t} }`, `{ inner: ${v} }`, 'a.inner!'],
};

/** The same value, under another name or out of something that held it. `T` is its type. */
export const aliases = [
  'x',
  '[x][0]',
  '{ k: x }.k',
  '[...[x]][0]',
  'new Map([[1, x]]).get(1)!',
  'Object.values({ x })[0]',
  '[x].find(() => true)!',
  '[x].filter(() => true)[0]',
  '[[x]].flat()[0]',
  '[x].concat()[0]',
  '[x].at(-1)!',
  '[x].reverse()[0]',
  '[x, x].reduce((_a, b) => b)',
  'Object.assign({}, { x }).x',
  '{ ...{ x } }.x',
  '(() => x)()',
  '(function* () { yield x; })().next().value as T',
  'new Keep(x).it',
  'Array.from([x])[0]',
  "Object.fromEntries([['x', x]]).x",
  '[...new Set([x])][0]',
  '[x].toSorted(() => 0)[0]',
  '((...xs: T[]) => xs[0])(x)',
  '(({ x: y }: { x: T }) => y)({ x })',
  'Object.entries({ x })[0][1]',
  '[x].map((v) => v)[0]',
  '[x].flatMap((v) => [v])[0]',
  '(x ?? x)',
  "(Reflect.get({ x }, 'x') as T)",
  'same(x)',
  'same.call(undefined, x) as T',
  'same.apply(undefined, [x]) as T',
  'same.bind(undefined, x)() as T',
  '{ get k() { return x; } }.k',
  'new Proxy({ x }, {}).x',
  'picked({ a: x, b: x })',
  'lastOf([x])',
  'held(x)()',
  'table.same(x)',
  '((y = x) => y)()',
  '[x].values().next().value as T',
  '[x].slice(0)[0]',
  'new WeakMap([[key, x]]).get(key)!',
  '(((y: T | undefined) => { if (y) return y; throw 0; })(x))',
  'thrown(x)',
  '[x].splice(0, 1)[0]',
  '[x].pop()!',
  'linked(x).next.value',
  'new Stack<T>().push(x).top()',
  'swapped([x, x])[0]',
];
/** What those use, each a line. */
export const aliasHelpers = [
  'const key = {};',
  'const same = <T>(x: T): T => x;',
  'const table = { same: <T>(x: T): T => x };',
  'const picked = <T>({ b }: { a: T; b: T }): T => b;',
  'function lastOf<T>(xs: readonly T[]): T { let last = xs[0]; for (const x of xs) last = x; return last; }',
  'const held = <T>(x: T): (() => T) => { const box = { x }; return () => box.x; };',
  'class Keep<T> { #it: T; constructor(it: T) { this.#it = it; } get it(): T { return this.#it; } }',
  'class Stack<T> { private items: T[] = []; push(x: T): this { this.items.push(x); return this; } top(): T { return this.items[this.items.length - 1]; } }',
  'function thrown<T>(x: T): T { try { throw x; } catch (e) { return e as T; } }',
  'const linked = <T>(value: T) => ({ value: 0, next: { value } });',
  'const swapped = <T>([a, b]: [T, T]): [T, T] => [b, a];',
];

/** Statements that end with `x` renamed, some aliases on. */
export function renamed(place, type, x, count) {
  const { r } = place;
  const lines = [];
  let now = x;
  for (let i = 0; i < count; i++) {
    const y = place.name('x');
    const text = put(r.pick(aliases), now).replaceAll(/\bT\b/g, `(${type})`);
    lines.push(
      r.chance(0.8) || text.includes('throw')
        ? `const ${y}: ${type} = ${text};`
        : `let ${y}: ${type} = ${now}; for (const each of [${now}]) ${y} = each;`,
    );
    now = y;
  }
  return { lines, x: now };
}
/** `text` with `name` for `x`, wherever it stands for the variable and not for a property. */
export const put = (text, name) =>
  text
    .replace(/\{ x \}/g, `{ x: ${name} }`)
    .replace(/(?<!(?<!\.\.)\.|[\w'"])x\b(?![:'])/g, name)
    // a literal, and what may be taken out of it
    .replace(/^(\{.*?\})(\.\w+)?$/, '($1)$2');
