/** Classes, enums and namespaces: declarations that are more than one value, and merge. */
import { add, atLoad, declare, topName } from './declarations.mjs';
import { expression, newFunction } from './expressions.mjs';
import { functionParts } from './functions.mjs';
import { freshName, offersOf, Scope } from './scope.mjs';

const num = (g, depth = 1) => expression(atLoad(g), 'number', depth);
/** An expression that runs later, in a member. */
function later(g, names = [], depth = 1) {
  const scope = new Scope(g.scope);
  for (const name of names) scope.add(name, offersOf('number'));
  const fn = newFunction({ limit: 40 });
  const text = expression({ ...g, scope, fn, isBody: false }, 'number', depth);
  return { text, fn, more: { cost: fn.cost + 1, throws: fn.throws, state: fn.state } };
}

function classDeclaration(g) {
  const { r } = g;
  const name = topName(g, true);
  const bases = [...g.scope.visible()].filter((b) => b.ready && b.base);
  const base = r.chance(0.4) && bases.length ? r.pick(bases) : undefined;
  g.module.scope.add(name, [], { ready: false });
  const parameter = new Scope(g.scope);
  parameter.add('w', [], { ready: false });
  const field = later({ ...g, scope: parameter });
  const a = freshName(r, new Scope(g.scope), { shadow: 0.7 });
  const method = later(g, [a]);
  const helper = later(g, [a]);
  const accessor = later(g);
  const still = num(g);
  const block = num(g);
  const statics = functionParts(g, { statements: 1 });
  // a static method of its own name: one that overrides another must fit it
  const method0 = `f${name}`;
  const fromThis = r.chance(0.5);
  const lines = [
    `class ${name}${base ? ` extends ${base.name}` : ''} {`,
    `#hidden = ${field.text};`,
    `static s: number = ${still};`,
    `static t = ${fromThis ? 'this' : name}.s + 1;`,
    `static u = 0;`,
    `static { ${r.chance(0.5) ? 'this' : name}.u = ${name}.t + ${block}; }`,
    `constructor(${base ? '' : 'readonly '}w: number${base ? '' : ' = 1'}) { ${base ? 'super(w);' : ''} }`,
    `${base ? 'override ' : ''}m(${a}: number): number { return this.#hidden + ${base ? 'super.m(1)' : 'this.w'} + this.help(${a}) + ${method.text}; }`,
    `${base ? 'override ' : ''}help(${a}: number): number { return ${helper.text}; }`,
    `get g(): number { return ${accessor.text}; }`,
    `set g(v: number) { this.#hidden = v; }`,
    `static ${method0}${statics.head} ${statics.text}`,
    `static viaThis(n: number): number { return this.${method0}(${statics.list.map(argument).join(', ')}) + this.u + n; }`,
    `static #secret(n: number): number { return n + ${later(g, ['n']).text}; }`,
    `static open(n: number): number { return ${name}.#secret(n); }`,
    `*[Symbol.iterator](): Generator<number> { yield this.#hidden; yield this.w; }`,
    `}`,
  ];
  const all = {
    cost: field.fn.cost + method.fn.cost + helper.fn.cost + 4 + (base?.cost ?? 0),
    throws: field.fn.throws || method.fn.throws || helper.fn.throws || !!base?.throws,
    state: field.fn.state || method.fn.state || helper.fn.state || !!base?.state,
  };
  const made = (ref, arg) => `new ${ref}(${arg('number')})`;
  const offers = [
    { type: 'number', plain: true, make: (ref) => `${ref}.s` },
    { type: 'number', plain: true, make: (ref) => `${ref}.u` },
    { type: 'number', ...all, make: (ref, arg) => `${made(ref, arg)}.m(${arg('number')})` },
    { type: 'number', ...all, make: (ref, arg) => `Object.assign(${made(ref, arg)}, { g: ${arg('number')} }).m(2)` },
    { type: 'number', ...accessor.more, make: (ref, arg) => `${made(ref, arg)}.g` },
    { type: 'numbers', ...all, make: (ref, arg) => `[...${made(ref, arg)}]` },
    { ...statics.offer, make: (ref, arg) => statics.offer.make(`${ref}.${method0}`, arg) },
    { ...statics.offer, cost: statics.offer.cost + 2, make: (ref, arg) => `${ref}.viaThis(${arg('number')})` },
    { type: 'number', cost: 3, make: (ref, arg) => `${ref}.open(${arg('number')})` },
  ];
  const binding = declare(g, name, offers, lines.join('\n'));
  Object.assign(binding, { base: true, cost: all.cost, throws: all.throws, state: all.state });
}
const argument = ({ type, rest }) =>
  rest ? 'n' : { number: 'n', string: `'s'`, numbers: '[n]', point: '{ x: n, y: 1 }', fn: '(v: number) => v' }[type];

function mixin(g) {
  const name = topName(g, true);
  const make = topName(g);
  const member = later(g);
  add(
    g,
    `function ${make}<T extends new (...args: any[]) => { w: number }>(Base: T) { return class extends Base { mixed(): number { return this.w + ${member.text}; } }; }`,
  );
  g.module.scope.add(make, []);
  const plain = topName(g, true);
  add(g, `class ${plain} { constructor(readonly w: number) {} }`);
  g.module.scope.add(plain, []);
  declare(
    g,
    name,
    [{ type: 'number', ...member.more, make: (ref, arg) => `new ${ref}(${arg('number')}).mixed()` }],
    `class ${name} extends ${make}(${plain}) {}`,
  );
}

function enumDeclaration(g) {
  const { r } = g;
  const name = topName(g, true);
  const isConst = r.chance(0.35);
  const offers = [
    { type: 'number', plain: true, make: (ref) => `+${ref}.A`.replace(/^/, '(') + ')' },
    { type: 'number', plain: true, make: (ref) => `(${ref}.C + 1)` },
    { type: 'string', plain: true, make: (ref) => `String(${ref}.B)` },
  ];
  if (isConst) return declare(g, name, offers, `const enum ${name} { A = ${r.int(9)}, B, C = A + B }`);
  const reverse = { type: 'string', make: (ref, arg) => `String(${ref}[${arg('number')}])` };
  const members = new Scope(g.scope);
  for (const n of ['A', 'B', 'C', 'D', 'E']) members.add(n, [], { ready: false });
  const computed = num({ ...g, scope: members });
  const last = r.chance(0.5) ? ` D = ${computed} * 2,` : '';
  const text = `enum ${name} { A = ${r.int(9)}, B, C = A | 4,${last} }`;
  const d = { type: 'number', plain: true, make: (ref) => `(${ref}.D * 1)` };
  if (r.chance(0.4)) {
    // two parts of one enum; the second refers to the first
    const both = [
      ...offers,
      reverse,
      ...(last ? [d] : []),
      { type: 'number', plain: true, make: (ref) => `(${ref}.E * 1)` },
    ];
    const exported = r.chance(0.5) ? 'export ' : '';
    if (exported) g.module.exports.set(name, { name, offers: both });
    g.module.scope.add(name, both);
    add(g, exported + text);
    add(g, `${exported}enum ${name} { E = A + 10 }`);
  } else declare(g, name, [...offers, reverse, ...(last ? [d] : [])], text);
}

function namespace(g) {
  const { r } = g;
  const name = topName(g, true);
  const exported = r.chance(0.5) ? 'export ' : '';
  const scope = new Scope(g.scope);
  for (const n of ['k', 'own', 'f', 'Inner', 'v', 'again', 'twice', 'z', 'read', 'P', 'Q'])
    scope.add(n, [], { ready: false });
  const before = { ...g, scope: new Scope(scope) };
  const [value, hidden, still] = [num(before), num(before), num(before)];
  for (const n of ['k', 'own']) scope.add(n, offersOf('number'));
  const first = { ...g, scope, fn: newFunction({ limit: 40 }), isBody: false };
  const f = functionParts(first, { statements: 1 });
  const parts = [
    `${exported}namespace ${name} { export const k: number = ${value}; const own: number = ${hidden}; export function f${f.head} ${f.text} export namespace Inner { export const v: number = k + own; } }`,
  ];
  const offers = [
    { type: 'number', plain: true, make: (ref) => `${ref}.k` },
    { type: 'number', plain: true, make: (ref) => `${ref}.Inner.v` },
    { ...f.offer, make: (ref, arg) => f.offer.make(`${ref}.f`, arg) },
  ];
  if (r.chance(0.6)) {
    // the second part uses the first's exports by their bare names
    const own = r.chance(0.4) ? 'let' : 'const';
    parts.push(
      `${exported}namespace ${name} { ${own} own: number = k + 1; export const again = own + k; export const twice = (n: number): number => ${r.chance(0.5) ? 'f' : `${name}.f`}(${f.list.map(argument).join(', ')}) + Inner.v; }`,
    );
    offers.push({ type: 'number', plain: true, make: (ref) => `${ref}.again` });
    offers.push({
      ...f.offer,
      type: 'number',
      cost: f.offer.cost + 1,
      make: (ref, arg) => `${ref}.twice(${arg('number')})`,
    });
  }
  const merged = r.int(4);
  if (merged === 0) {
    const fn = later(g, ['n']);
    parts.unshift(`${exported}function ${name}(n: number): number { return n + ${fn.text}; }`);
    offers.push({ type: 'number', ...fn.more, make: (ref, arg) => `${ref}(${arg('number')})` });
  } else if (merged === 1) {
    parts.unshift(
      `${exported}class ${name} { static z: number = ${still}; read(): number { return ${name}.k + ${name}.z; } }`,
    );
    offers.push({ type: 'number', cost: 2, make: (ref) => `new ${ref}().read()` });
  } else if (merged === 2) {
    parts.unshift(`${exported}enum ${name} { P = ${r.int(9)}, Q }`);
    offers.push({ type: 'number', plain: true, make: (ref) => `(${ref}.Q * 1)` });
  }
  if (exported) g.module.exports.set(name, { name, offers });
  g.module.scope.add(name, offers);
  for (const part of parts) add(g, part);
}

/** `C.prototype.m = …`, `f.limit = …`: what belongs to a declaration without standing in it. */
function addedLater(g) {
  const { r } = g;
  const member = later(g);
  if (r.chance(0.5)) {
    const name = topName(g);
    const offers = [
      { type: 'number', ...member.more, make: (ref) => `${ref}()` },
      { type: 'number', plain: true, make: (ref) => `${ref}.extra` },
    ];
    const extra = num(g);
    declare(g, name, offers, `function ${name}(): number { return ${name}.extra + ${member.text}; }`, {
      hoisted: true,
      exportable: false,
    });
    return add(g, `${name}.extra = ${extra};`);
  }
  const name = topName(g, true);
  const offers = [{ type: 'number', ...member.more, make: (ref, arg) => `new ${ref}(${arg('number')}).late()` }];
  declare(g, name, offers, `class ${name} { declare late: () => number; constructor(readonly w: number) {} }`, {
    exportable: false,
  });
  add(g, `${name}.prototype.late = function (this: ${name}): number { return this.w + ${member.text}; };`);
}

/** A type and a value of one name, each of which may be all that is used. */
function sharedName(g) {
  const name = topName(g, true);
  const value = num(g);
  const { module } = g;
  const offers = [{ type: 'number', plain: true, make: (ref) => `${ref}.x` }];
  const exported = g.r.chance(0.6) ? 'export ' : '';
  if (exported) module.exports.set(name, { name, offers });
  module.scope.add(name, offers);
  add(g, `${exported}interface ${name} { x: number }`);
  add(g, `${exported}const ${name}: ${name} = { x: ${value} };`);
}

/** Marked functions throw these, and callers look at what they are. */
function errorClass(g) {
  const name = topName(g, true);
  const code = num(g);
  const binding = declare(
    g,
    name,
    [{ type: 'number', plain: true, make: (ref) => `new ${ref}('m').code` }],
    `class ${name} extends Error { code: number = ${code}; override name = '${name}'; }`,
  );
  binding.isError = true;
}

export const classes = [
  [8, classDeclaration],
  [2, mixin],
  [4, enumDeclaration],
  [5, namespace],
  [1, addedLater],
  [2, sharedName],
  [2, errorClass],
];
