/**
 * Whatever can change while a program runs. Each form, given new names, declares it, and says what changes it by `n` and
 * what reads it: bodies of functions that give a number.
 */

/** @type {Record<string, (s: string, t: string) => [declared: string, change: string, look: string]>} */
export const states = {
  variable: (s) => [`let ${s} = 1;`, `${s} += n; return ${s};`, `return ${s};`],
  text: (s) => [`let ${s} = 'a';`, `${s} += n; return ${s}.length;`, `return ${s}.length;`],
  field: (s) => [`const ${s} = { x: 1, y: 2 };`, `${s}.x += n; return ${s}.x;`, `return ${s}.x + ${s}.y;`],
  nested: (s) => [`const ${s} = { a: { b: [1] } };`, `${s}.a.b.push(n); return 0;`, `return ${s}.a.b.length;`],
  array: (s) => [`const ${s}: number[] = [];`, `return ${s}.push(n);`, `return ${s}.length;`],
  map: (s) => [`const ${s} = new Map<number, number>();`, `${s}.set(n, ${s}.size); return n;`, `return ${s}.size;`],
  set: (s) => [`const ${s} = new Set<number>();`, `${s}.add(n); return n;`, `return ${s}.size;`],
  indexMap: (s, t) => [
    `const ${s} = new Map<string, number[]>();`,
    `const ${t} = ${s}.get('k') ?? []; ${t}.push(n); ${s}.set('k', ${t}); return n;`,
    `return ${s}.get('k')?.length ?? 0;`,
  ],
  found: (s) => [
    `const ${s} = [{ id: 1, x: 0 }, { id: 2, x: 0 }];`,
    `${s}.find((o) => o.id === 2)!.x += n; return n;`,
    `return ${s}[1].x;`,
  ],
  instance: (s, t) => [
    `class ${t} { x = 0; add(n: number): number { return (this.x += n); } get now(): number { return this.x; } }\nconst ${s} = new ${t}();`,
    `return ${s}.add(n);`,
    `return ${s}.now;`,
  ],
  secret: (s, t) => [
    `class ${t} { #x = 0; add(n: number): this { this.#x += n; return this; } get now(): number { return this.#x; } }\nconst ${s} = new ${t}();`,
    `return ${s}.add(n).add(1).now;`,
    `return ${s}.now;`,
  ],
  queue: (s, t) => [
    `class ${t}<T> { private items: T[] = []; push(x: T): void { this.items.push(x); } get size(): number { return this.items.length; } }\nconst ${s} = new ${t}<number>();`,
    `${s}.push(n); return ${s}.size;`,
    `return ${s}.size;`,
  ],
  subclass: (s, t) => [
    `abstract class ${t} { abstract x: number; add(n: number): number { return (this.x += n); } }\nclass ${t}Sub extends ${t} { x = 5; }\nconst ${s}: ${t} = new ${t}Sub();`,
    `return ${s}.add(n);`,
    `return ${s}.x;`,
  ],
  statics: (_s, t) => [
    `class ${t} { static x = 0; static add(n: number): number { return (this.x += n); } }`,
    `return ${t}.add(n);`,
    `return ${t}.x;`,
  ],
  inherited: (_s, t) => [
    `class ${t} { static list: number[] = []; static add(n: number): void { this.list.push(n); } }\nclass ${t}Sub extends ${t} {}`,
    `${t}Sub.add(n); return n;`,
    `return ${t}.list.length;`,
  ],
  singleton: (_s, t) => [
    `class ${t} { static #own?: ${t}; static get(): ${t} { return (this.#own ??= new ${t}()); } x = 1; }`,
    `return (${t}.get().x += n);`,
    `return ${t}.get().x;`,
  ],
  pair: (s, t) => [
    `function ${t}<T>(start: T): [() => T, (x: T) => void] { let now = start; return [() => now, (x) => { now = x; }]; }\nconst [${s}, ${s}Set] = ${t}(1);`,
    `${s}Set(${s}() + n); return ${s}();`,
    `return ${s}();`,
  ],
  counter: (s, t) => [
    `const ${t} = (start: number) => { let x = start; return { add: (n: number): number => (x += n), now: (): number => x }; };\nconst ${s} = ${t}(3);`,
    `return ${s}.add(n);`,
    `return ${s}.now();`,
  ],
  store: (s, t) => [
    `function ${t}<S>(first: S) { let now = first; const heard: ((s: S) => void)[] = []; return { get: (): S => now, set(next: Partial<S>): void { now = { ...now, ...next }; for (const h of heard) h(now); }, on(h: (s: S) => void): void { heard.push(h); } }; }\nconst ${s} = ${t}({ x: 1, seen: 0 });`,
    `${s}.set({ x: ${s}.get().x + n }); return ${s}.get().x;`,
    `return ${s}.get().x;`,
  ],
  reducer: (s, t) => [
    `const ${t} = (s: { x: number }, n: number): { x: number } => ({ ...s, x: s.x + n });\nlet ${s} = { x: 0 };`,
    `${s} = ${t}(${s}, n); return ${s}.x;`,
    `return ${s}.x;`,
  ],
  seeded: (s, t) => [
    `function ${t}(seed: number): () => number { let x = seed; return () => (x = (x * 16807) % 2147483647); }\nconst ${s} = ${t}(42);`,
    `return ${s}() + n;`,
    `return ${s}();`,
  ],
  memo: (s, t) => [
    `const ${t} = (f: (n: number) => number) => { const seen = new Map<number, number>(); return Object.assign((n: number): number => { if (!seen.has(n)) seen.set(n, f(n)); return seen.get(n)!; }, { size: (): number => seen.size }); };\nconst ${s} = ${t}((n) => n * 2);`,
    `return ${s}(n);`,
    `return ${s}.size();`,
  ],
  generator: (s) => [
    `const ${s} = (function* (): Generator<number, number, number> { let x = 0; for (;;) x += (yield x) ?? 1; })();`,
    `return ${s}.next(n).value;`,
    `return ${s}.next(0).value;`,
  ],
  iterator: (s) => [
    `const ${s} = [5, 6, 7, 8, 9].values();`,
    `return Number(${s}.next().value) + n;`,
    `return Number(${s}.next().value);`,
  ],
  linked: (s, t) => [
    `interface ${t} { x: number; next?: ${t} }\nconst ${s}: ${t} = { x: 0 };`,
    `let o = ${s}; while (o.next) o = o.next; o.next = { x: n }; return n;`,
    `let o: ${t} | undefined = ${s}; let c = 0; while (o) { c++; o = o.next; } return c;`,
  ],
  weak: (s, t) => [
    `const ${t} = {};\nconst ${s} = new WeakMap<object, number>();`,
    `${s}.set(${t}, (${s}.get(${t}) ?? 0) + n); return n;`,
    `return ${s}.get(${t}) ?? 0;`,
  ],
  expando: (s) => [
    `function ${s}(n: number): number { return (${s}.sum += n); }\n${s}.sum = 0;`,
    `return ${s}(n);`,
    `return ${s}.sum;`,
  ],
  space: (_s, t) => [
    `namespace ${t} { export let x = 0; export const add = (n: number): number => (x += n); }`,
    `return ${t}.add(n);`,
    `return ${t}.x;`,
  ],
  proxied: (s) => [
    `const ${s} = new Proxy({ x: 0 }, { set: (o, _k, v) => { o.x = v + 1; return true; } });`,
    `${s}.x = ${s}.x + n; return ${s}.x;`,
    `return ${s}.x;`,
  ],
  accessors: (s, t) => [
    `let ${t} = 0;\nconst ${s} = { get x(): number { return ${t}; }, set x(v: number) { ${t} = v; } };`,
    `${s}.x += n; return ${s}.x;`,
    `return ${s}.x;`,
  ],
  readWrites: (s) => [
    `const ${s} = { n: 0, get x(): number { return this.n++; } };`,
    `return ${s}.x + n;`,
    `return ${s}.n;`,
  ],
  bytes: (s) => [`const ${s} = new Uint8Array(4);`, `${s}[0] += n; return ${s}[0];`, `return ${s}[0];`],
  view: (s, t) => [
    `const ${s} = new ArrayBuffer(8);\nconst ${t} = new Int32Array(${s});`,
    `${t}[1] += n; return ${t}[1];`,
    `return new DataView(${s}).getUint8(4);`,
  ],
  subarray: (s, t) => [
    `const ${s} = new Float64Array(4);\nconst ${t} = ${s}.subarray(1);`,
    `${t}.fill(n + ${t}[0]); return ${t}[0];`,
    `return ${s}[1];`,
  ],
  date: (s) => [`const ${s} = new Date(0);`, `return ${s}.setTime(${s}.getTime() + n);`, `return ${s}.getTime();`],
  handlers: (s) => [
    `const ${s}: ((x: number) => number)[] = [];`,
    `return ${s}.push((x) => x + n);`,
    `return ${s}.reduce((sum, f) => f(sum), 0);`,
  ],
  table: (s) => [
    `const ${s}: Record<string, (x: number) => number> = { a: (x) => x };`,
    `${s}.a = (x) => x + n; return ${s}.a(n);`,
    `return ${s}.a(1);`,
  ],
  reassigned: (s, t) => [
    `let ${s} = (x: number): number => x;`,
    `const ${t} = ${s}; ${s} = (x) => ${t}(x) + 1; return ${s}(n);`,
    `return ${s}(0);`,
  ],
  frozenOutside: (s) => [
    `const ${s} = Object.freeze({ list: [1] });`,
    `return ${s}.list.push(n);`,
    `return ${s}.list.length;`,
  ],
  symbolKey: (s, t) => [
    `const ${t} = Symbol.for('k');\nconst ${s} = { [${t}]: 0 };`,
    `return (${s}[${t}] += n);`,
    `return ${s}[${t}];`,
  ],
  mapSubclass: (s, t) => [
    `class ${t} extends Map<string, number> { add(n: number): number { return this.set('k', (this.get('k') ?? 0) + n).get('k')!; } }\nconst ${s} = new ${t}();`,
    `return ${s}.add(n);`,
    `return ${s}.get('k') ?? 0;`,
  ],
  aliases: (s, t) => [
    `const ${s} = { x: [0] };\nconst ${t} = { ...${s} };\nconst [${t}Own] = Object.values(${t});`,
    `${t}Own[0] += n; return ${t}Own[0];`,
    `return ${s}.x[0];`,
  ],
  created: (s, t) => [
    `const ${t} = { list: [1] };\nconst ${s}: typeof ${t} = Object.create(${t});`,
    `return ${s}.list.push(n);`,
    `return ${t}.list.length;`,
  ],
  prototype: (s, t) => [
    `class ${t} { declare x: number; }\n${t}.prototype.x = 1;\nconst ${s} = new ${t}();`,
    `return (${t}.prototype.x += n);`,
    `return ${s}.x;`,
  ],
  defaulted: (s, t) => [
    `const ${s}: number[] = [];\nconst ${t} = (n: number, to = ${s}): number => to.push(n);`,
    `return ${t}(n);`,
    `return ${s}.length;`,
  ],
  lazily: (s, t) => [
    `let ${s}: number[] | undefined;\nconst ${t} = (): number[] => (${s} ??= [1]);`,
    `return ${t}().push(n);`,
    `return ${t}().length;`,
  ],
  assigned: (s) => [
    `const ${s} = { x: 0 };`,
    `Object.assign(${s}, { x: ${s}.x + n }); return ${s}.x;`,
    `return ${s}.x;`,
  ],
  swapped: (s) => [
    `const ${s} = [1, 2];`,
    `[${s}[0], ${s}[1]] = [${s}[1] + n, ${s}[0]]; return ${s}[0];`,
    `return ${s}[0];`,
  ],
  expression: (s) => [`const ${s} = /a/g;`, `${s}.test('aaaa'); return ${s}.lastIndex + n;`, `return ${s}.lastIndex;`],
  withMethods: (s) => [
    `const ${s} = { x: 0, list: [] as number[], add(n: number) { this.list.push(n); this.x += n; return this; } };`,
    `return ${s}.add(n).add(n).x;`,
    `return ${s}.list.length;`,
  ],
  throttled: (s, t) => [
    `const ${t} = (every: number, f: (n: number) => number) => { let calls = 0; return (n: number): number => (calls++ % every === 0 ? f(n) : -1); };\nconst ${s} = ${t}(2, (n) => n * 2);`,
    `return ${s}(n);`,
    `return ${s}(1);`,
  ],
  matrix: (s) => [
    `const ${s} = Array.from({ length: 2 }, () => [0, 0]);`,
    `for (const row of ${s}) row[0] += n; return ${s}[1][0];`,
    `return ${s}.flat().reduce((a, b) => a + b);`,
  ],
  events: (s, t) => [
    `class ${t} { #heard = new Map<string, Set<(n: number) => void>>(); on(k: string, f: (n: number) => void): void { (this.#heard.get(k) ?? this.#heard.set(k, new Set()).get(k)!).add(f); } emit(k: string, n: number): number { this.#heard.get(k)?.forEach((f) => f(n)); return this.#heard.size; } }\nconst ${s} = new ${t}();\nlet ${s}Sum = 0;\n${s}.on('k', (n) => { ${s}Sum += n; });`,
    `return ${s}.emit('k', n);`,
    `return ${s}Sum;`,
  ],
  names: (s) => [
    `const ${s}: Record<string, number> = {};`,
    `${s}['k' + n] = n; return n;`,
    `return 'k2' in ${s} ? 1 : 0;`,
  ],
  namesInLoop: (s) => [
    `const ${s}: Record<string, number> = {};`,
    `${s}['k' + n] = n; return n;`,
    `let c = 0; for (const k in ${s}) c += k.length; return c;`,
  ],
  asText: (s) => [`const ${s}: number[] = [];`, `return ${s}.push(n);`, `return \`\${${s}}\`.length;`],
  goesOn: (s, t) => [
    `const ${t} = { x: 0 };\nconst ${s} = (function* (): Generator<number, void, number> { for (;;) ${t}.x += (yield ${t}.x) ?? 0; })();`,
    `return Number(${s}.next(n).value);`,
    `return ${t}.x;`,
  ],
  behindProxy: (s, t) => [
    `const ${t} = new Map<string, number>();\nconst ${s} = new Proxy({} as Record<string, number>, { get: (_o, k) => ${t}.get(String(k)) ?? 0, set: (_o, k, v) => { ${t}.set(String(k), v); return true; } });`,
    `return (${s}.a += n);`,
    `return ${t}.get('a') ?? 0;`,
  ],
  handedOut: (s, t) => [
    `const ${t}: number[] = [];\nconst ${s} = new Proxy({} as Record<string, number[]>, { get: () => ${t} });`,
    `return ${s}.any.push(n);`,
    `return ${t}.length;`,
  ],
  recent: (s, t) => [
    `class ${t}<K, V> { #all = new Map<K, V>(); get(k: K): V | undefined { const v = this.#all.get(k); if (v !== undefined) { this.#all.delete(k); this.#all.set(k, v); } return v; } set(k: K, v: V): void { this.#all.set(k, v); if (this.#all.size > 3) this.#all.delete(this.#all.keys().next().value as K); } }\nconst ${s} = new ${t}<string, number>();`,
    `${s}.set('k' + n, n); return n;`,
    `return ${s}.get('k2') ?? 0;`,
  ],
  heap: (s, t) => [
    `const ${s}: number[] = [];\nconst ${t} = (i: number): void => { const p = (i - 1) >> 1; if (i > 0 && ${s}[p] > ${s}[i]) { [${s}[p], ${s}[i]] = [${s}[i], ${s}[p]]; ${t}(p); } };`,
    `${s}.push(-n); ${t}(${s}.length - 1); return n;`,
    `return ${s}[0] ?? 0;`,
  ],
  registry: (s, t) => [
    `class ${t} { static all: ${t}[] = []; x = 0; constructor() { ${t}.all.push(this); } }\nconst ${s} = new ${t}();`,
    `return (${t}.all[0].x += n);`,
    `return ${s}.x;`,
  ],
  heirs: (s, t) => [
    `const ${s}: number[] = [];\nclass ${t} { constructor(n: number) { ${s}.push(n); } }\nclass ${t}Heir extends ${t} {}`,
    `new ${t}Heir(n); return n;`,
    `return ${s}.length;`,
  ],
  observable: (s, t) => [
    `class ${t} { #x = 0; #heard: ((x: number) => void)[] = []; get x(): number { return this.#x; } set x(x: number) { this.#x = x; for (const f of this.#heard) f(x); } on(f: (x: number) => void): void { this.#heard.push(f); } }\nconst ${s} = new ${t}();\nlet ${s}Seen = 0;\n${s}.on((x) => { ${s}Seen = x; });`,
    `${s}.x += n; return n;`,
    `return ${s}Seen;`,
  ],
  ofFunction: (s) => [
    `const ${s} = (): number => (${s} as unknown as { x: number }).x;\n(${s} as unknown as { x: number }).x = 0;`,
    `return ((${s} as unknown as { x: number }).x += n);`,
    `return ${s}();`,
  ],
  givenPrototype: (s, t) => [
    `const ${t}Own = { list: [0] };\nclass ${t} { declare list: number[]; }\nObject.assign(${t}.prototype, ${t}Own);\nconst ${s} = new ${t}();`,
    `return ${s}.list.push(n);`,
    `return ${t}Own.list.length;`,
  ],
  callback: (s, t) => [
    `const ${s} = { x: 0 };\nconst ${t}: { f: ((n: number) => void) | undefined } = { f: undefined };\n${t}.f = (n) => { ${s}.x += n; };`,
    `${t}.f?.(n); return n;`,
    `return ${s}.x;`,
  ],
  partly: (s, t) => [
    `const ${s} = { x: 0 };\nconst ${t} = <A extends unknown[], R>(f: (...a: A) => R, ...a: A) => (): R => f(...a);`,
    `return ${t}((a: number, b: number) => (${s}.x += a + b), n, 1)();`,
    `return ${s}.x;`,
  ],
};

/** Neither refused nor warned of yet where another side reads: see `test/trust/open/`. */
const open = new Set(['lazily']);
export const stateNames = Object.keys(states).filter((name) => !open.has(name));

/** Those whose declarations may stand in a function's body. */
export const localStates = Object.keys(states).filter((name) => name !== 'space' && name !== 'expando');
