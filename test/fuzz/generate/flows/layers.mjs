/**
 * Ways to reach a function. Each takes an expression of type `(n: number) => number` and gives another that calls it once,
 * with what it is given, when it is called; what it needs is declared in the place.
 */

/** @type {Record<string, (name: (stem: string) => string, f: string) => { declared?: string, f: string }>} */
export const layers = {
  arrow: (name, f) => named(name, (x) => `const ${x} = (n: number): number => ${f}(n);`),
  declaration: (name, f) => named(name, (x) => `function ${x}(n: number): number { return ${f}(n); }`),
  alias: (name, f) => named(name, (x) => `const ${x} = ${f};`),
  passed: (name, f) =>
    wrapped(name, f, (x) => `const ${x} = (f: (n: number) => number) => (n: number): number => f(n);`),
  kept: (name, f) =>
    wrapped(
      name,
      f,
      (x) =>
        `function ${x}(f: (n: number) => number): (n: number) => number { const held = [f]; return (n) => held[0](n); }`,
    ),
  calledWith: (name, f) => {
    const x = name('with');
    return {
      declared: `const ${x} = (f: (n: number) => number, n: number): number => f(n);`,
      f: `((n: number): number => ${x}(${f}, n))`,
    };
  },
  curried: (name, f) =>
    wrapped(
      name,
      f,
      (x) => `const ${x} = (f: (n: number) => number) => (k: number) => (n: number): number => f(n + k);`,
      '(0)',
    ),
  table: (name, f) => {
    const x = name('table');
    return { declared: `const ${x} = { run: ${f}, other: (n: number): number => n };`, f: `${x}.run` };
  },
  record: (name, f) => {
    const x = name('record');
    return {
      declared: `const ${x}: Record<string, (n: number) => number> = { run: ${f}, other: (n) => n };`,
      f: `${x}['run']`,
    };
  },
  byKey: (name, f) => {
    const x = name('table');
    return {
      declared: `const ${x} = { even: (n: number): number => ${f}(n), odd: (n: number): number => ${f}(n) };`,
      f: `((n: number): number => ${x}[n % 2 ? 'odd' : 'even'](n))`,
    };
  },
  list: (name, f) => {
    const x = name('list');
    return { declared: `const ${x} = [${f}];`, f: `((n: number): number => ${x}.reduce((sum, g) => sum + g(n), 0))` };
  },
  pushed: (name, f) => {
    const x = name('list');
    return {
      declared: `const ${x}: ((n: number) => number)[] = [];\n${x}.push(${f});`,
      f: `((n: number): number => { let sum = 0; for (const g of ${x}) sum += g(n); return sum; })`,
    };
  },
  inMap: (name, f) => {
    const x = name('map');
    return { declared: `const ${x} = new Map([['run', ${f}]]);`, f: `${x}.get('run')!` };
  },
  setInMap: (name, f) => {
    const x = name('map');
    return {
      declared: `const ${x} = new Map<string, (n: number) => number>();\n${x}.set('run', ${f});`,
      f: `((n: number): number => ${x}.get('run')?.(n) ?? -1)`,
    };
  },
  inSet: (name, f) => {
    const x = name('set');
    return {
      declared: `const ${x} = new Set([${f}]);`,
      f: `((n: number): number => { let last = 0; ${x}.forEach((g) => { last = g(n); }); return last; })`,
    };
  },
  composed: (name, f) =>
    wrapped(
      name,
      `${f}, (n: number): number => n`,
      (x) =>
        `const ${x} = (...fs: ((n: number) => number)[]) => (n: number): number => fs.reduceRight((v, g) => g(v), n);`,
    ),
  method: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { run(n: number): number { return ${f}(n); } }`,
      f: `((n: number): number => new ${x}().run(n))`,
    };
  },
  override: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { start(n: number): number { return this.run(n); } protected run(n: number): number { return n; } }\nclass ${x}Sub extends ${x} { protected override run(n: number): number { return ${f}(n); } }\nconst ${x}Own: ${x} = new ${x}Sub();`,
      f: `${x}Own.start.bind(${x}Own)`,
    };
  },
  superCall: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { run(n: number): number { return ${f}(n); } }\nclass ${x}Sub extends ${x} { override run(n: number): number { return super.run(n); } }`,
      f: `((n: number): number => (new ${x}Sub() as ${x}).run(n))`,
    };
  },
  given: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { constructor(private readonly f: (n: number) => number) {} run = (n: number): number => this.f(n); }\nconst ${x}Own = new ${x}(${f});`,
      f: `${x}Own.run`,
    };
  },
  staticMethod: (name, f) => {
    const x = name('C');
    return { declared: `class ${x} { static run(n: number): number { return ${f}(n); } }`, f: `${x}.run` };
  },
  field: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { v = ${x}.next; static get next(): number { return ${f}(1); } }`,
      f: `((n: number): number => new ${x}().v + n)`,
    };
  },
  inConstructor: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { readonly v: number; constructor(n: number) { this.v = ${f}(n); } }`,
      f: `((n: number): number => new ${x}(n).v)`,
    };
  },
  getter: (name, f) => {
    const x = name('o');
    return {
      declared: `const ${x} = { get v(): number { return ${f}(1); } };`,
      f: `((n: number): number => ${x}.v + n)`,
    };
  },
  setter: (name, f) => {
    const x = name('o');
    return {
      declared: `const ${x} = { got: 0, set v(n: number) { this.got = ${f}(n); } };`,
      f: `((n: number): number => { const o = Object.create(${x}); o.v = n; return o.got; })`,
    };
  },
  toJson: (name, f) => {
    const x = name('o');
    return {
      declared: `const ${x} = (n: number) => ({ toJSON: (): number => ${f}(n) });`,
      f: `((n: number): number => Number(JSON.stringify(${x}(n))))`,
    };
  },
  inText: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { constructor(readonly n: number) {} toString(): string { return String(${f}(this.n)); } }`,
      f: `((n: number): number => Number(\`\${new ${x}(n)}\`))`,
    };
  },
  valueOf: (name, f) => {
    const x = name('o');
    return {
      declared: `const ${x} = (n: number) => ({ valueOf: (): number => ${f}(n) });`,
      f: `((n: number): number => Number(${x}(n)) * 1)`,
    };
  },
  iterated: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { constructor(readonly n: number) {} *[Symbol.iterator](): Generator<number> { yield ${f}(this.n); } }`,
      f: `((n: number): number => [...new ${x}(n)][0])`,
    };
  },
  yielded: (name, f) => {
    const x = name('steps');
    return {
      declared: `function* ${x}(n: number): Generator<number> { yield ${f}(n); }`,
      f: `((n: number): number => { for (const v of ${x}(n)) return v; return 0; })`,
    };
  },
  tagged: (name, f) => {
    const x = name('tag');
    return {
      declared: `const ${x} = (_: TemplateStringsArray, n: number): number => ${f}(n);`,
      f: `((n: number): number => ${x}\`a\${n}\`)`,
    };
  },
  byDefault: (name, f) => {
    const x = name('later');
    return {
      declared: `function ${x}(n: number, v = ${f}(n)): number { return v; }`,
      f: `((n: number): number => ${x}(n))`,
    };
  },
  byDefaultFunction: (name, f) => {
    const x = name('later');
    return {
      declared: `const ${x} = (n: number, g: (n: number) => number = ${f}): number => g(n);`,
      f: `((n: number): number => ${x}(n))`,
    };
  },
  byPattern: (name, f) => {
    const x = name('later');
    return {
      declared: `const ${x} = ({ v = ${f}(1) }: { v?: number }): number => v;`,
      f: `((n: number): number => ${x}({}) + n)`,
    };
  },
  computed: (name, f) => {
    const x = name('keyed');
    return {
      declared: `const ${x} = (n: number): Record<string, number> => ({ [${f}(n)]: 1 });`,
      f: `((n: number): number => Number(Object.keys(${x}(n))[0]))`,
    };
  },
  recursive: (name, f) => {
    const x = name('down');
    return {
      declared: `function ${x}(n: number, depth: number): number { return depth > 0 ? ${x}(n, depth - 1) : ${f}(n); }`,
      f: `((n: number): number => ${x}(n, 2))`,
    };
  },
  chosen: (name, f) => {
    const x = name('choose');
    return {
      declared: `function ${x}(n: number): (n: number) => number { switch (n % 3) { case 0: return ${f}; case 1: return (m) => ${f}(m); default: return ${f}.bind(undefined); } }`,
      f: `((n: number): number => ${x}(n)(n))`,
    };
  },
  visitor: (name, f) => {
    const x = name('visit');
    return {
      declared: `const ${x} = { leaf: (n: number): number => ${f}(n), node(list: readonly number[]): number { return list.map(this.leaf).length; } };`,
      f: `((n: number): number => ${x}.node([n]))`,
    };
  },
  onceGuard: (name, f) =>
    wrapped(
      name,
      f,
      (x) =>
        `const ${x} = (f: (n: number) => number) => (n: number): number => { let done = false; const run = (): number => { if (done) return 0; done = true; return f(n); }; return run(); };`,
    ),
  mapped: inline((f) => `[n].map(${f})[0]`),
  mappedArrow: inline((f) => `[n].map((m) => ${f}(m))[0]`),
  flatMapped: inline((f) => `[n].flatMap((m) => [${f}(m)])[0]`),
  forEach: inline((f) => `(() => { let v = 0; [n].forEach((m) => { v = ${f}(m); }); return v; })()`),
  from: inline((f) => `Array.from({ length: 1 }, () => ${f}(n))[0]`),
  fromFunction: inline((f) => `Array.from([n], ${f})[0]`),
  someOf: inline((f) => `([n].some((m) => ${f}(m) > 1e9) ? 1 : 0)`),
  sorted: inline((f) => `[2, 1].sort((a, b) => { ${f}(n); return a - b; })[0]`),
  sortedCopy: inline((f) => `[2, 1].toSorted((a, b) => (${f}(n) > 1e9 ? 1 : a - b))[0]`),
  reduced: inline((f) => `[n].reduce((sum, m) => sum + ${f}(m), 0)`),
  replaced: inline((f) => `Number('x'.replace('x', () => String(${f}(n))))`),
  replacedAll: inline((f) => `'xx'.replaceAll(/x/g, () => { ${f}(n); return 'y'; }).length`),
  revived: inline((f) => `JSON.parse('[1]', (_k, v) => (typeof v === 'number' ? ${f}(n) : v))[0]`),
  jsonReplacer: inline((f) => `JSON.stringify({ a: 1 }, (_k, v) => (v === 1 ? ${f}(n) : v)).length`),
  called: inline((f) => `(${f}).call(undefined, n)`),
  applied: inline((f) => `(${f}).apply(undefined, [n])`),
  bound: (_name, f) => ({ f: `(${f}).bind(undefined)` }),
  reflected: inline((f) => `Reflect.apply(${f}, undefined, [n])`),
  immediate: inline((f) => `((g: (n: number) => number) => g(n))(${f})`),
  inObject: inline((f) => `{ const { g } = { g: ${f} }; return g(n); }`, true),
  inArray: inline((f) => `{ const [g] = [${f}]; return g(n); }`, true),
  spreadTable: inline((f) => `{ const t = { ...{ g: ${f} } }; return t.g(n); }`, true),
  entries: inline((f) => `{ for (const [, g] of Object.entries({ g: ${f} })) return g(n); return 0; }`, true),
  finallyRun: inline(
    (f) => `{ let v = 0; try { throw 1; } catch { v = 1; } finally { v += ${f}(n); } return v; }`,
    true,
  ),
  thrown: inline((f) => `{ try { throw ${f}(n); } catch (e) { return Number(e); } }`, true),
  nestedClosure: inline(
    (f) => `{ const make = () => { const g = ${f}; return () => () => g(n); }; return make()()(); }`,
    true,
  ),
  proxied: (name, f) => {
    const x = name('proxy');
    return {
      declared: `const ${x} = new Proxy({ v: 1 } as Record<string, number>, { get: () => ${f}(1) });`,
      f: `((n: number): number => ${x}.v + n)`,
    };
  },
  heir: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { run(n: number): number { return ${f}(n); } }\nclass ${x}Heir extends ${x} {}\nclass ${x}Last extends ${x}Heir {}`,
      f: `((n: number): number => new ${x}Last().run(n))`,
    };
  },
  madeByItself: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { static make(): ${x} { return new this(); } run(n: number): number { return ${f}(n); } }\nclass ${x}Heir extends ${x} {}`,
      f: `((n: number): number => ${x}Heir.make().run(n))`,
    };
  },
  mixedIn: (name, f) => {
    const x = name('mixin');
    return {
      declared: `const ${x} = (Base: new () => object) => class extends Base { run(n: number): number { return ${f}(n); } };\nclass ${x}Own extends ${x}(Object) {}`,
      f: `((n: number): number => new ${x}Own().run(n))`,
    };
  },
  queued: (name, f) => {
    const x = name('Queue');
    return {
      declared: `class ${x}<T> { #items: T[] = []; add(item: T): this { this.#items.push(item); return this; } next(): T | undefined { return this.#items.shift(); } }`,
      f: `((n: number): number => { const jobs = new ${x}<() => number>().add(() => ${f}(n)); let v = 0; for (let job = jobs.next(); job; job = jobs.next()) v += job(); return v; })`,
    };
  },
  observed: (name, f) => {
    const x = name('Heard');
    return {
      declared: `class ${x} { #all = new Set<(n: number) => void>(); on(f: (n: number) => void): void { this.#all.add(f); } emit(n: number): void { for (const f of this.#all) f(n); } }`,
      f: `((n: number): number => { const heard = new ${x}(); let v = 0; heard.on((m) => { v = ${f}(m); }); heard.emit(n); return v; })`,
    };
  },
  middleware: (name, f) => {
    const x = name('uses');
    return {
      declared: `const ${x}: ((n: number, next: (n: number) => number) => number)[] = [(n, next) => next(n), (n) => ${f}(n)];\nconst ${x}Run = (n: number, i = 0): number => ${x}[i](n, (m) => ${x}Run(m, i + 1));`,
      f: `((n: number): number => ${x}Run(n))`,
    };
  },
  trampolined: (name, f) => {
    const x = name('bounce');
    return {
      declared: `const ${x} = (f: () => unknown): unknown => { let r: unknown = f; while (typeof r === 'function') r = r(); return r; };`,
      f: `((n: number): number => ${x}(() => () => ${f}(n)) as number)`,
    };
  },
  registered: (name, f) => {
    const x = name('registry');
    return {
      declared: `interface ${x}Item { run(n: number): number }\nclass ${x}One implements ${x}Item { run(n: number): number { return ${f}(n); } }\nconst ${x} = new Map<string, () => ${x}Item>([['one', () => new ${x}One()]]);`,
      f: `((n: number): number => ${x}.get('one')!().run(n))`,
    };
  },
  configured: (name, f) => {
    const x = name('make');
    return {
      declared: `const ${x} = ({ on }: { on?: (n: number) => number }) => ({ start: (n: number): number => on?.(n) ?? 0 });\nconst ${x}Own = ${x}({ on: ${f} });`,
      f: `${x}Own.start`,
    };
  },
  traced: (name, f) => {
    const x = name('traced');
    return {
      declared: `const ${x} = new Proxy((n: number): number => ${f}(n), { apply: (g, _self, given) => g(given[0]) });`,
      f: x,
    };
  },
  asked: inline(
    (f) => `{ let v = 0; void ('k' in new Proxy({}, { has: () => { v = ${f}(n); return true; } })); return v; }`,
    true,
  ),
  definedGetter: (name, f) => {
    const x = name('o');
    return {
      declared: `const ${x} = Object.defineProperty({} as { v: number }, 'v', { get: (): number => ${f}(1) });`,
      f: `((n: number): number => ${x}.v + n)`,
    };
  },
  createdGetter: (name, f) => {
    const x = name('o');
    return {
      declared: `const ${x}: { v: number } = Object.create(null, { v: { get: (): number => ${f}(1) } });`,
      f: `((n: number): number => ${x}.v + n)`,
    };
  },
  ofPrototype: (name, f) => {
    const x = name('C');
    return {
      declared: `class ${x} { declare run: (n: number) => number; }\n${x}.prototype.run = ${f};`,
      f: `((n: number): number => new ${x}().run(n))`,
    };
  },
  compared: inline((f) => `{ let v = 0; void (({ valueOf: () => (v = ${f}(n)) } as unknown) == 1); return v; }`, true),
  tagText: inline((f) => `Number(String({ get [Symbol.toStringTag]() { return String(${f}(n)); } }).slice(8, -1))`),
  reflectGet: inline((f) => `Reflect.get({ get v() { return ${f}(n); } }, 'v')`),
  arrayLike: inline((f) => `Array.from({ length: 1, get 0() { return ${f}(n); } } as ArrayLike<number>)[0]`),
  optional: inline((f) => `{ const o: { f?: (n: number) => number } = { f: ${f} }; return o.f?.(n) ?? 0; }`, true),
  bySymbol: inline(
    (f) => `({ [Symbol.iterator]: () => [${f}(n)].values() })[Symbol.iterator]().next().value as number`,
  ),
  weakly: inline((f) => `{ const k = {}; return new WeakMap([[k, ${f}]]).get(k)!(n); }`, true),
  byArguments: inline((f) => `(function (..._given: number[]): number { return ${f}(arguments[0]); })(n)`),
};

function named(name, declared) {
  const x = name('f');
  return { declared: declared(x), f: x };
}
function wrapped(name, f, declared, rest = '') {
  const x = name('wrap');
  return { declared: declared(x), f: `${x}(${f})${rest}` };
}
function inline(expression, isBlock = false) {
  return (_name, f) => ({
    f: isBlock ? `((n: number): number => ${expression(f)})` : `((n: number): number => ${expression(f)})`,
  });
}

/** Some of them, one around the other; `names` are noted for what is said about a failure. */
export function reach(place, f, count) {
  const { r } = place;
  let reached = f;
  for (let i = 0; i < count; i++) {
    const layer = layers[r.pick(Object.keys(layers))](place.name, reached);
    if (layer.declared) place.lines.push(layer.declared);
    if (r.chance(0.3)) {
      const x = place.name('f');
      place.lines.push(`const ${x}: (n: number) => number = ${layer.f};`);
      reached = x;
    } else reached = layer.f;
  }
  return reached;
}
