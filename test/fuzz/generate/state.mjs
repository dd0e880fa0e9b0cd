/**
 * What changes while a program runs, and every way to reach it: by name, through an alias, a helper, a method,
 * a closure. Each gadget makes one function that changes something and returns a number, and one that only reads.
 */
import { add, declare, topName } from './declarations.mjs';
import { expression, newFunction } from './expressions.mjs';
import { offersOf, Scope } from './scope.mjs';

function value(g) {
  const scope = new Scope(g.scope);
  scope.add('n', offersOf('number'));
  return expression({ ...g, scope, fn: newFunction({ limit: 10, atLoad: true }), isBody: false }, 'number', 1);
}

/** Each: what is declared, what changes it given `n`, what reads it. `s`, `t`, `u` are fresh names. */
const gadgets = {
  counter: (s) => [`let ${s}: number = 0;`, `return ++${s};`, `return ${s};`],
  assigned: (s, _t, v) => [`let ${s}: number = 1;`, `${s} = ${s} + (${v}); return ${s};`, `return ${s};`],
  map: (s) => [
    `const ${s} = new Map<number, number>();`,
    `${s}.set(n, ${s}.size); return ${s}.size;`,
    `return ${s}.size;`,
  ],
  array: (s) => [`const ${s}: number[] = [1];`, `${s}.push(n); return ${s}.length;`, `return ${s}.length;`],
  field: (s, _t, v) => [`const ${s} = { x: 1, y: 2 };`, `${s}.x += ${v}; return ${s}.x;`, `return ${s}.x;`],
  swap: (s) => [
    `const ${s}: number[] = [1, 2];`,
    `[${s}[0], ${s}[1]] = [${s}[1], ${s}[0]]; return ${s}[0];`,
    `return ${s}[0];`,
  ],
  objectAssign: (s) => [
    `const ${s} = { x: 1 };`,
    `Object.assign(${s}, { x: ${s}.x + 1 }); return ${s}.x;`,
    `return ${s}.x;`,
  ],
  reflectSet: (s) => [`const ${s} = { x: 1 };`, `Reflect.set(${s}, 'x', ${s}.x + 1); return ${s}.x;`, `return ${s}.x;`],
  deleted: (s) => [`const ${s}: { x?: number } = { x: 1 };`, `delete ${s}.x; return n;`, `return ${s}.x ?? -1;`],
  moduleAlias: (s, t) => [
    `const ${s}: number[] = [1];\nconst ${t} = ${s};`,
    `${t}.push(n); return ${t}.length;`,
    `return ${s}.length;`,
  ],
  localAlias: (s, t) => [`const ${s} = { x: 1 };`, `const ${t} = ${s}; ${t}.x++; return ${t}.x;`, `return ${s}.x;`],
  patternAlias: (s, t) => [
    `const ${s} = { inner: [1] };`,
    `const { inner: ${t} } = ${s}; ${t}.push(n); return ${t}.length;`,
    `return ${s}.inner.length;`,
  ],
  helper: (s, t) => [
    `const ${s}: number[] = [1];\nfunction ${t}(xs: number[], v: number): void { xs.push(v); }`,
    `${t}(${s}, n); return ${s}.length;`,
    `return ${s}.length;`,
  ],
  loopAlias: (s, t) => [
    `const ${s} = [{ x: 1 }, { x: 2 }];`,
    `for (const ${t} of ${s}) ${t}.x++; return ${s}[0].x;`,
    `return ${s}[0].x + ${s}[1].x;`,
  ],
  callbackAlias: (s, t) => [
    `const ${s} = [{ x: 1 }];`,
    `${s}.forEach((${t}) => { ${t}.x++; }); return ${s}[0].x;`,
    `return ${s}[0].x;`,
  ],
  methodThis: (s) => [
    `const ${s} = { n: 0, tick(): number { return ++this.n; } };`,
    `return ${s}.tick();`,
    `return ${s}.n;`,
  ],
  getter: (s) => [
    `const ${s} = { n: 0, get next(): number { return ++this.n; } };`,
    `return ${s}.next;`,
    `return ${s}.n;`,
  ],
  instance: (s, t) => [
    `class ${t.toUpperCase()}Box { n = 0; bump(): number { return ++this.n; } }\nconst ${s} = new ${t.toUpperCase()}Box();`,
    `return ${s}.bump();`,
    `return ${s}.n;`,
  ],
  closure: (s, t) => [
    `const { ${s}, ${t} } = (() => { let n = 0; return { ${s}: (): number => ++n, ${t}: (): number => n }; })();`,
    `return ${s}();`,
    `return ${t}();`,
  ],
  staticField: (_s, t) => [
    `class ${t.toUpperCase()}Count { static n = 0; static tick(): number { return ++${t.toUpperCase()}Count.n; } }`,
    `return ${t.toUpperCase()}Count.tick();`,
    `return ${t.toUpperCase()}Count.n;`,
  ],
  staticThis: (_s, t) => [
    `class ${t.toUpperCase()}Count { static n = 0; static tick(): number { return ++this.n; } }`,
    `return ${t.toUpperCase()}Count.tick();`,
    `return ${t.toUpperCase()}Count.n;`,
  ],
  namespaceLet: (_s, t) => [
    `namespace ${t.toUpperCase()}Space { export let n = 0; export function tick(): number { return ++n; } }`,
    `return ${t.toUpperCase()}Space.tick();`,
    `return ${t.toUpperCase()}Space.n;`,
  ],
  expando: (s) => [
    `function ${s}(): number { return (${s}.calls = ${s}.calls + 1); }\n${s}.calls = 0;`,
    `return ${s}();`,
    `return ${s}.calls;`,
  ],
  lastIndex: (s) => [`const ${s} = /a/g;`, `${s}.test('aaaa'); return ${s}.lastIndex;`, `return ${s}.lastIndex;`],
  iterator: (s) => [
    `const ${s} = (function* () { let i = 0; for (;;) yield i++; })();`,
    `return Number(${s}.next().value);`,
    `return Number(${s}.next().value);`,
  ],
  // the parameters are called as no variable is, since one is a reference to it
  defaultAlias: (s, t) => [
    `const ${s}: number[] = [1];\nfunction ${t}(added: number, sums: number[] = ${s}): number { sums.push(added); return sums.length; }`,
    `return ${t}(n);`,
    `return ${s}.length;`,
  ],
  // its caller's array at first
  renewed: (s, t) => [
    `const ${s}: number[] = [1];\nfunction ${t}(added: number, sums: number[]): number { sums.push(added); sums = [...sums]; sums.sort(); return sums.length; }`,
    `return ${t}(n, ${s});`,
    `return ${s}.length;`,
  ],
  copied: (s, t) => [
    `const ${s}: number[] = [3, 1, 2];`,
    `const ${t} = [...${s}]; ${t}.sort(); return ${t}[0];`,
    `return ${s}[0];`,
  ],
  nestedFunction: (s, t) => [
    `let ${s}: number = 0;`,
    `const ${t} = () => { ${s} += 1; }; ${t}(); return ${s};`,
    `return ${s};`,
  ],
  loopTarget: (s) => [`let ${s}: number = 0;`, `for (${s} of [n, n + 1]); return ${s};`, `return ${s};`],
  patternTarget: (s) => [`let ${s}: number = 0;`, `({ x: ${s} } = { x: n }); return ${s};`, `return ${s};`],
};

/** Variables of a function that has returned, behind the functions that it gave: neither refused nor warned of yet. */
const unseen = new Set(['closure']);
export const stateNames = Object.keys(gadgets).filter((name) => !unseen.has(name));

/**
 * One piece of state with its two functions; either may be what a marked function comes to use. Where it is changed
 * `outside`, only other files do it.
 */
export function state(g, /** @type {readonly string[]} */ allowed, { outside = false } = {}) {
  const { r, module } = g;
  const kind = r.pick(allowed);
  const s = topName(g);
  module.scope.add(s, [], { ready: false });
  const t = topName(g);
  module.scope.add(t, [], { ready: false });
  const [declared, change, read] = gadgets[kind](s, t, value(g));
  add(g, declared);
  const touch = { cost: 2, state: true };
  const bump = topName(g);
  if (outside) {
    add(g, `export function ${bump}(n: number): number { ${change} }`);
    g.changers.push(`${module.name}.${bump}`);
  } else
    declare(
      g,
      bump,
      [{ type: 'number', ...touch, make: (ref, arg) => `${ref}(${arg('number')})` }],
      `function ${bump}(n: number): number { ${change} }`,
      { hoisted: true, exported: module.name !== 'input', boost: 4 },
    );
  const look = topName(g);
  declare(
    g,
    look,
    [{ type: 'number', ...touch, make: (ref) => `${ref}()` }],
    `function ${look}(): number { ${read} }`,
    { hoisted: true, exported: true, boost: outside ? 4 : 1 },
  );
  g.states.push(kind);
}
