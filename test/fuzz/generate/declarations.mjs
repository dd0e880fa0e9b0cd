/** What stands at the top level of modules: constants, patterns, functions in every form, and the order they need. */
import { bound, expression, newFunction, use } from './expressions.mjs';
import { functionParts } from './functions.mjs';
import { freshName, offersOf, Scope, typeText } from './scope.mjs';

/**
 * A module in the making. `declare` adds a name and its text; half of what can be is exported.
 * @typedef {object} Module
 * @property {string} name
 * @property {Scope} scope
 * @property {{ text: string, hoisted: boolean }[]} chunks
 * @property {Map<string, { name: string, offers: readonly import('./scope.mjs').Offer[], read?: string }>} exports by exported name
 */

/** Top-level code runs once, when everything above it has. */
export const atLoad = (g) => ({ ...g, fn: newFunction({ atLoad: true, limit: 40 }) });
const num = (g, depth = 2) => expression(atLoad(g), 'number', depth);

/** Taken from now on, and to be used once `declare` has made it something. */
export function topName(g, isType = false) {
  const name = freshName(g.r, g.module.scope, { isType });
  g.module.scope.add(name, [], { ready: false });
  return name;
}

/** `text` gets `export ` in front, or a place in a list at the end, or nothing. */
export function declare(
  g,
  name,
  offers,
  text,
  { hoisted = false, exportable = true, exported: always = false, writable = false, boost } = {},
) {
  const { module, r } = g;
  const binding = module.scope.add(name, offers, { writable, ...(boost && { boost }) });
  const how = always
    ? 'here'
    : exportable
      ? r.weighted([
          [4, 'here'],
          [1, 'listed'],
          [1, 'renamed'],
          [3, ''],
        ])
      : '';
  let exported = how === 'renamed' ? `${name}As` : name;
  while (how === 'renamed' && module.exports.has(exported)) exported += 's';
  if (how) module.exports.set(exported, { name, offers });
  if (how === 'listed' || how === 'renamed') module.listed.push(how === 'renamed' ? `${name} as ${exported}` : name);
  module.chunks.push({ text: (how === 'here' ? 'export ' : '') + text, hoisted });
  return binding;
}
export const add = (g, text, hoisted = false) => g.module.chunks.push({ text, hoisted });

export function functionDeclaration(g, { exported = false } = {}) {
  const name = topName(g);
  const { r } = g;
  const result = r.weighted([
    [6, 'number'],
    [1, 'string'],
    [1, 'numbers'],
    [1, 'point'],
  ]);
  const { head, text, offer } = functionParts(g, { result });
  declare(g, name, [offer], `function ${name}${head} ${text}`, { hoisted: true, exported });
}

function functionConstant(g) {
  const name = topName(g);
  const { r } = g;
  const arrow = r.chance(0.6);
  const own = r.chance(0.5) ? freshName(r, new Scope(g.scope)) : '';
  const inner = own && !arrow ? withSelf(g, own) : g;
  const { head, text, offer } = functionParts(inner, { arrow });
  const fn = arrow ? `${head} => ${text}` : `function ${own}${head} ${text}`;
  declare(g, name, [offer], `const ${name} = ${fn};`);
}
/** The own name of a function expression is visible in it alone. */
function withSelf(g, own) {
  const scope = new Scope(g.scope);
  scope.add(own, [], { ready: false });
  return { ...g, scope };
}

/** `f(n - 1)` in `f`, and two functions that call each other. */
function recursion(g) {
  const { r } = g;
  const name = topName(g);
  const value = functionScope(g, (inner) => expression(inner, 'number', 2), name);
  if (r.chance(0.5)) {
    const text = `function ${name}(n: number): number { return n <= 0 ? ${r.int(9)} : ${name}(Math.min(n, 4) - 1) + ${value.text}; }`;
    return declare(g, name, recursive(value.cost * 5), text, { hoisted: true });
  }
  const offers = recursive(value.cost * 5);
  g.module.scope.add(name, offers, { ready: false });
  const other = topName(g);
  add(
    g,
    `function ${other}(n: number): number { return n > 3 ? ${other}(3) : n <= 0 ? ${r.int(9)} : ${name}(n - 1) * 2; }`,
    true,
  );
  g.module.scope.add(other, offers);
  declare(
    g,
    name,
    offers,
    `function ${name}(n: number): number { return n <= 0 ? 0 : ${other}(n - 1) + ${value.text}; }`,
    { hoisted: true },
  );
}
const recursive = (cost) => [{ type: 'number', cost, make: (ref, arg) => `${ref}(Math.abs(${arg('number')}) % 4)` }];
function functionScope(g, make, taken) {
  const fn = newFunction({ limit: 20 });
  const scope = new Scope(g.scope);
  scope.add('n', offersOf('number'));
  if (taken) scope.add(taken, [], { ready: false });
  const text = make({ ...g, scope, fn, isBody: false });
  return { text, ...fn };
}

function constant(g) {
  const { r } = g;
  const type = r.weighted([
    [5, 'number'],
    [2, 'string'],
    [2, 'numbers'],
    [2, 'point'],
  ]);
  const name = topName(g);
  const value = expression(atLoad(g), type, 2);
  const keyword = r.weighted([
    [5, 'const'],
    [1, 'let'],
    [1, 'var'],
  ]);
  declare(g, name, offersOf(type), `${keyword} ${name}: ${typeText[type]} = ${value};`);
}

/** `const a = 1, b = a + 1, c = b * 2;` of which a slice may need one alone. */
function severalDeclarators(g) {
  const names = Array.from({ length: g.r.between(2, 3) }, () => {
    const name = topName(g);
    g.module.scope.add(name, offersOf('number'), { ready: false });
    return name;
  });
  const keyword = g.r.pick(['const', 'const', 'let', 'var']);
  const parts = names.map((name, i) => {
    const value = num(g) + (i && g.r.chance(0.7) ? ` + ${names[i - 1]}` : '');
    g.module.scope.find(name).ready = true;
    return `${name}: number = ${value}`;
  });
  exportAll(g, names, 'number', `${keyword} ${parts.join(', ')};`);
}
function exportAll(g, names, type, text) {
  const { module, r } = g;
  const here = r.chance(0.4);
  for (const name of names) if (here) module.exports.set(name, { name, offers: offersOf(type) });
  add(g, (here ? 'export ' : '') + text);
}

/** `const { x: a = f(), ...rest } = …`: the declarator is one, whatever part of it is used. */
function topPattern(g) {
  const { r } = g;
  const names = [topName(g)];
  g.module.scope.add(names[0], offersOf('number'), { ready: false });
  names.push(topName(g));
  g.module.scope.add(names[1], offersOf('number'), { ready: false });
  const [a, b] = names;
  const source = num(g);
  const list = expression(atLoad(g), 'numbers', 1);
  g.module.scope.find(a).ready = true;
  const fallback = num(g, 1);
  g.module.scope.find(b).ready = true;
  const text = r.pick([
    `const [${a} = 1, ${b} = ${fallback} + ${a}]: number[] = ${list}.slice(0, 1);`,
    `const { p: ${a}, q: { r: ${b} = ${fallback} } }: { p: number; q: { r?: number } } = { p: ${source}, q: {} };`,
    `const { length: ${a}, 0: ${b} = ${fallback} }: { length: number; 0?: number } = [${source}];`,
    `const [{ x: ${a} }, ...[{ y: ${b} = ${fallback} }]]: { x: number; y?: number }[] = [{ x: ${source} }, { x: 1 }];`,
  ]);
  exportAll(g, names, 'number', text);
}

/** Used by a hoisted function before it is set, and after. */
function deadZone(g) {
  const { r } = g;
  const late = topName(g);
  g.module.scope.add(late, [], { ready: false });
  const early = topName(g);
  const value = num(g, 1);
  const isVar = r.chance(0.3);
  g.module.scope.add(early, [], { ready: false });
  const got = topName(g);
  const attempt = isVar
    ? `(${early}() as number | undefined) ?? -7`
    : `(() => { try { return ${early}(); } catch { return -${r.between(1, 9)}; } })()`;
  add(g, `const ${got}: number = ${attempt};`);
  g.module.scope.add(got, offersOf('number'), { boost: 1 });
  declare(g, late, offersOf('number'), `${isVar ? 'var' : r.pick(['const', 'let'])} ${late}: number = ${value};`);
  declare(
    g,
    early,
    [{ type: 'number', cost: 1, make: (ref) => `${ref}()` }],
    `function ${early}(): number { return ${late}; }`,
    { hoisted: true },
  );
}

/** A value that only calling a function gives, one that closes over its own state, never changed afterwards. */
function madeByCall(g) {
  const { r } = g;
  const name = topName(g);
  const a = freshName(r, new Scope(g.scope), { shadow: 0.8 });
  const shadowed = new Scope(g.scope);
  shadowed.add(a, [], { ready: false });
  const start = num({ ...g, scope: shadowed }, 1);
  const inner = functionScopeOf(g, [[a, 'number']]);
  const b = freshName(r, new Scope(inner.scope), { shadow: 0.7 });
  const value = bound(inner, [[b, 'number']], (i) => expression(i, 'number', 2));
  const call = {
    type: 'number',
    cost: inner.fn.cost + 1,
    throws: inner.fn.throws,
    state: inner.fn.state,
    make: (ref, arg) => `${ref}(${arg('number')})`,
  };
  declare(
    g,
    name,
    [call, { ...call, type: 'fn', cost: call.cost * 4, make: (ref) => ref }],
    `const ${name} = (() => { let ${a}: number = ${start}; ${a} += 1; return (${b}: number): number => ${value}; })();`,
  );
}
function functionScopeOf(g, names) {
  const scope = new Scope(g.scope);
  for (const [name, type] of names) scope.add(name, offersOf(type));
  return { ...g, scope, fn: newFunction({ limit: 40 }), isBody: false };
}

function objectLiteral(g) {
  const { r } = g;
  const name = topName(g);
  const { head, text, offer } = functionParts(g, { statements: 1 });
  const plainNumber = [...g.scope.visible()].find(
    (b) =>
      b.ready &&
      !/^(?:k|g|m|inner)$/.test(b.name) &&
      b.offers.some((o) => o.type === 'number' && o.plain && !o.state && o.make('\0', () => '') === '\0'),
  );
  const short = plainNumber && r.chance(0.6) ? `${plainNumber.name}, ` : '';
  const hidden = num(g, 1);
  const getter = functionScopeOf(g, []);
  const got = expression(getter, 'number', 1);
  const key = use(atLoad(g), 'number', 0) ?? '1';
  const whole = `{ ${short}k: ${hidden}, ['c' + ${key}]: ${num(g, 1)}, m${head} ${text}, get g(): number { return this.k + ${got}; }, inner: { v: ${num(g, 1)} } }`;
  declare(
    g,
    name,
    [
      { type: 'number', plain: true, make: (ref) => `${ref}.k` },
      { type: 'number', plain: true, make: (ref) => `${ref}.inner.v` },
      { type: 'number', plain: true, make: (ref) => `${ref}?.inner?.v` },
      {
        type: 'number',
        cost: getter.fn.cost,
        throws: getter.fn.throws,
        state: getter.fn.state,
        make: (ref) => `${ref}.g`,
      },
      { ...offer, make: (ref, arg) => offer.make(`${ref}.m`, arg) },
      ...(short ? [{ type: 'number', plain: true, make: (ref) => `${ref}.${plainNumber.name}` }] : []),
    ],
    `const ${name} = ${whole};`,
  );
}

function tables(g) {
  const { r } = g;
  const name = topName(g);
  const [text, offers] = r.pick([
    [
      `new Map<number, number>([[0, ${num(g)}], [1, ${num(g)}]])`,
      [
        { type: 'number', make: (ref, arg) => `(${ref}.get(Math.abs(${arg('number')}) % 2) ?? 0)` },
        { type: 'number', plain: true, make: (ref) => `${ref}.size` },
      ],
    ],
    [
      `new Set([${num(g)}, ${num(g)}])`,
      [
        { type: 'numbers', plain: true, make: (ref) => `[...${ref}]` },
        { type: 'number', make: (ref, arg) => `(${ref}.has(${arg('number')}) ? 1 : 0)` },
      ],
    ],
    [`Object.freeze([${num(g)}, ${num(g)}])`, [{ type: 'numbers', plain: true, make: (ref) => `[...${ref}]` }]],
    [`/[a-c]+(\\d*)/`, [{ type: 'number', make: (ref, arg) => `(${ref}.exec(${arg('string')})?.index ?? -1)` }]],
    [
      `Symbol.for('${r.pick(['a', 'b'])}')`,
      [
        { type: 'string', plain: true, make: (ref) => `String(${ref}.description)` },
        { type: 'number', make: (ref, arg) => `({ [${ref}]: ${arg('number')} })[${ref}]` },
      ],
    ],
    [`new Date(${r.int(1e6)})`, [{ type: 'number', plain: true, make: (ref) => `${ref}.getTime()` }]],
    [
      `[{ x: ${num(g)}, y: ${num(g)} }, { x: 1, y: ${num(g, 1)} }]`,
      [
        { type: 'point', plain: true, make: (ref) => `${ref}[1]` },
        {
          type: 'number',
          make: (ref, arg) => `${ref}[Math.abs(${arg('number')}) % 2].x`.replace(/\[(Math.*)\]/, '[Number(($1) > 0)]'),
        },
      ],
    ],
  ]);
  declare(g, name, offers, `const ${name} = ${text};`);
}

function tag(g) {
  const name = topName(g);
  const { fn, text } = functionScope(g, (inner) => expression(inner, 'number', 1), name);
  const offer = {
    type: 'string',
    cost: fn?.cost ?? 3,
    make: (ref, arg) => `${ref}\`a\${${arg('number')}}b\${${arg('number')}}\``,
  };
  declare(
    g,
    name,
    [offer],
    `function ${name}(texts: TemplateStringsArray, ...n0: number[]): string { const n = n0.length; return (texts.join('|') + n0.map((n1) => n1 + ${text}).join()).slice(0, 30); }`,
    { hoisted: true },
  );
}

function generator(g) {
  const name = topName(g);
  const { text } = functionScope(g, (inner) => expression(inner, 'number', 1), name);
  const offers = [
    { type: 'numbers', cost: 3, make: (ref, arg) => `[...${ref}(${arg('number')})]` },
    { type: 'number', cost: 2, make: (ref, arg) => `Number(${ref}(${arg('number')}).next().value)` },
  ];
  declare(
    g,
    name,
    offers,
    `function* ${name}(n: number): Generator<number> { for (let i = 0; i < 3; i++) yield i * ${text}; }`,
    { hoisted: true },
  );
}

/** A parameter of a function has the name of what its default refers to, one scope further out. */
function defaultsOutOfScope(g) {
  const outer = [...g.module.scope.visible()].filter(
    (b) =>
      b.ready && b.offers.some((o) => o.type === 'number' && o.plain && !o.state && o.make('\0', () => '') === '\0'),
  );
  if (!outer.length) return constant(g);
  const { name: k } = g.r.pick(outer);
  const name = topName(g);
  const p = ['p0', 'q0'];
  const offer = { type: 'number', cost: 3, make: (ref, arg) => `${ref}(${g.r.chance(0.5) ? arg('number') : ''})` };
  const text = g.r.pick([
    `function ${name}(${p[0]}: number = ${k}): number { { const ${k} = 3; void ${k}; } return ${p[0]} * 2; }`,
    `function ${name}(${p[0]} = () => ${k}): number { var ${k}: number = 5; return ${k} + (typeof ${p[0]} === 'function' ? ${p[0]}() : 0); }`.replace(
      `(${p[0]} = () => ${k})`,
      `(${p[1]}: number = 1, ${p[0]}: () => number = () => ${k} + ${p[1]})`,
    ),
    `function ${name}({ length: ${p[0]} }: { length: number } = { length: ${k} }): number { return ${p[0]}; }`.replace(
      '({',
      `(${p[1]} = 0, {`,
    ),
    `function ${name}(${p[0]}: number = (() => { const ${p[1]} = ${k}; return ${p[1]} + 1; })()): number { return ${p[0]}; }`,
  ]);
  declare(g, name, [offer], text, { hoisted: true });
}

/** A name that nothing but another's name is made of. */
function computedNames(g) {
  const key = topName(g);
  add(g, `const ${key} = '${g.r.pick(['one', 'two'])}';`);
  const name = topName(g, true);
  const [text, offers] = g.r.pick([
    [`const ${name} = { [${key}]: ${num(g, 1)}, ['m' + ${key}](): number { return 1; } };`, [keysOf]],
    [`class ${name} { static [${key}] = ${num(g, 1)}; }`, [keysOf]],
    [`class ${name} { [${key}] = 1; }`, [{ ...keysOf, make: (ref) => keysOf.make(`new ${ref}()`) }]],
  ]);
  declare(g, name, offers, text);
}
const keysOf = { type: 'string', cost: 1, make: (ref) => `Object.keys(${ref}).join()` };

/** A statement that sets up what stands above it. */
function setUp(g) {
  const { r } = g;
  const name = topName(g);
  const key = num(g, 1);
  const [text, offers, statement] = r.pick([
    [
      `new Map<number, number>()`,
      [{ type: 'number', plain: true, make: (ref) => `(${ref}.get(1) ?? -1)` }],
      `${name}.set(1, ${key});`,
    ],
    [`[] as number[]`, [{ type: 'numbers', plain: true, make: (ref) => ref }], `${name}.push(${key});`],
    [`{ x: 1, y: 2 }`, [{ type: 'number', plain: true, make: (ref) => `${ref}.x` }], `${name}.x = ${key};`],
    [
      `{ x: 1, y: 2 }`,
      [{ type: 'number', plain: true, make: (ref) => `${ref}.y` }],
      `Object.assign(${name}, { y: ${key} });`,
    ],
    [
      `[3, 1, 2]`,
      [{ type: 'number', plain: true, make: (ref) => `${ref}[0]` }],
      `for (const i of [1, 2]) ${name}[0] += i;`,
    ],
    [
      `{ x: 1, y: 2 } as any`,
      [{ type: 'number', make: (ref, arg) => `${ref}.added(${arg('number')})` }],
      `${name}.added = (n: number) => n + ${functionScope(g, (i) => expression(i, 'number', 1), name).text};`,
    ],
  ]);
  declare(g, name, offers, `const ${name} = ${text};`, { exportable: false });
  add(g, statement);
}

export const declarations = [
  [8, functionDeclaration],
  [5, functionConstant],
  [7, constant],
  [5, severalDeclarators],
  [4, topPattern],
  [3, recursion],
  [3, deadZone],
  [3, madeByCall],
  [4, objectLiteral],
  [4, tables],
  [2, tag],
  [2, generator],
  [4, defaultsOutOfScope],
  [1, setUp],
  [3, computedNames],
];
