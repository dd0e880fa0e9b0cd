/**
 * Programs about where values go: one thing that a mark could change without a word, reached in some roundabout way. Each is
 * small, since what the build says of a program excuses all of it. Those that are `harmless` have nothing that could differ:
 * of them nothing may be said.
 */
import { createRandom } from '../../random.mjs';
import { aliasHelpers, around, boxText, leaves, put, renamed } from './arguments.mjs';
import { reach } from './layers.mjs';
import { places, share, textOf } from './place.mjs';
import { returns } from './returns.mjs';
import { localStates, stateNames, states } from './states.mjs';

/** @returns {import('../program.mjs').Generated & { flow: string, isHarmless: boolean }} */
export function flow(/** @type {number} */ seed) {
  const r = createRandom(seed + 0x10000000);
  const newPlace = places(r);
  const modules = new Map();
  const module = (name) => {
    const made = modules.get(name) ?? newPlace(name);
    modules.set(name, made);
    return made;
  };
  const program = { r, newPlace, module, main: module('main'), tasks: module('tasks'), log: [], marks: [] };
  const [name, make] = r.weighted(kinds);
  make(program);
  const { main, tasks, log, marks } = program;
  main.lines.push(
    'type Log = (tag: string, label: string, value: unknown) => void;',
    'export async function main(log: Log): Promise<void> {',
    ...log,
    '}',
  );
  if (!tasks.lines.length) throw new Error(`no tasks in ${name}`);
  return {
    seed,
    flow: name,
    isHarmless: name.startsWith('harmless'),
    files: Object.fromEntries([...modules].map(([file, place]) => [`${file}.ts`, textOf(place)])),
    marks,
    keepsState: false,
    states: [],
    isChangedOutside: false,
    format: seed % 4 === 3 ? 'cjs' : 'esm',
    target: seed % 5 === 4 ? 'ES2020' : 'ES2022',
  };
}

/** A marked function, of `tasks.ts` as a rule, which `main.ts` imports. */
function task(program, parameters, body, result = 'number', home = program.tasks) {
  const { r, main, marks } = program;
  const name = home.name('task');
  const mark = '/** @unsync */\n';
  home.lines.push(
    r.pick([
      `${mark}export function ${name}(${parameters}): ${result} {\n${body}\n}`,
      `${mark}export const ${name} = (${parameters}): ${result} => {\n${body}\n};`,
      `${mark}export const ${name} = function (${parameters}): ${result} {\n${body}\n};`,
    ]),
  );
  marks.push(`${home.module}:${name}`);
  main.imports.push(`import { ${name} } from './${home.module}.js';`);
  return name;
}

/** Its two functions, as expressions of the place. */
function stateIn(place, chosen) {
  const [declared, change, look] = states[place.r.pick(chosen)](place.name('s'), place.name('S'));
  const [changed, looked] = [place.name('change'), place.name('look')];
  place.lines.push(
    declared,
    `const ${changed} = (n: number): number => { ${change} };`,
    `const ${looked} = (n: number): number => { ${look} };`,
  );
  return [changed, looked];
}

const sum = (fs, n) => fs.map((f) => `${f}(${n})`).join(' + ');
const some = (r) =>
  r.weighted([
    [2, 0],
    [4, 1],
    [3, 2],
    [1, 3],
  ]);

/** A state of a module, changed and read by both sides in turn. */
function shared(program) {
  const { r, tasks, main, module } = program;
  const home = r.chance(0.5) ? tasks : module('state');
  const [change, look] = stateIn(home, stateNames);
  const used = (f, to) => {
    const near = share(home, to, reach(home, f, r.int(2)), module);
    return reach(to, near, some(r));
  };
  const role = r.int(4);
  // what only one side does is no less shared
  const ofTask = [[look], [change], [look], [change, look]][role];
  const ofMain = [[change], [look], [change, look], [change, look]][role];
  const name = task(
    program,
    'n: number',
    `return ${sum(
      ofTask.map((f) => used(f, tasks)),
      'n',
    )};`,
  );
  const here = ofMain.map((f) => used(f, main));
  if (r.chance(0.3)) main.lines.push(`(${here[0]})(1);`);
  for (let call = 0; call < 3; call++) {
    if (r.chance(0.7))
      program.log.push(
        `log('state', '${call}', ${sum(
          here.map((f) => `(${f})`),
          call + 1,
        )});`,
      );
    program.log.push(`log('result', '${call}', await ${name}(${call + 1}));`);
  }
  program.log.push(
    `log('state', 'end', ${sum(
      here.map((f) => `(${f})`),
      5,
    )});`,
  );
}

/** The state is behind a method, a getter, `toJSON` … of an instance that crosses. */
function crossing(program) {
  const { r, tasks, main, module } = program;
  const home = r.chance(0.4) ? tasks : module('state');
  const [change, look] = stateIn(home, stateNames);
  const place = r.chance(0.5) ? home : module('shapes');
  const [changes, looks] = [change, look].map((f) =>
    reach(place, share(home, place, reach(home, f, r.int(2)), module), r.int(2)),
  );
  const [Base, Sub] = [place.name('Base'), place.name('Sub')];
  const isResult = r.chance(0.4);
  const members = [
    [(f) => `run(n: number): number { return ${f}(n) + this.v; }`, (x) => `${x}.run(n)`],
    [(f) => `get run(): number { return ${f}(1); }`, (x) => `${x}.run`],
    [(f) => `toJSON(): unknown { return ${f}(this.v); }`, (x) => `Number(JSON.stringify(${x}))`],
    [(f) => `toString(): string { return String(${f}(this.v)); }`, (x) => `Number(\`\${${x}}\`)`],
    [(f) => `valueOf(): number { return ${f}(this.v); }`, (x) => `Number(${x})`],
    [(f) => `*[Symbol.iterator](): Generator<number> { yield ${f}(this.v); }`, (x) => `[...${x} as any][0]`],
    [
      (f) => `set run(n: number) { this.v = ${f}(n); }`,
      (x) => `(Object.assign(Object.create(${x}), { run: n }) as { v: number }).v`,
    ],
    [
      (f) => `static of(n: number): number { return ${f}(n); } run(n: number): number { return ${Sub}.of(n); }`,
      (x) => `${x}.run(n)`,
    ],
  ];
  // of results, what accessors and hidden calls do is not seen yet: see `test/trust/open/`
  const [member, use] = isResult ? members[0] : r.pick(members);
  const own = member(changes);
  const isBase = r.chance(0.5) && !own.includes(Sub);
  place.lines.push(
    `export class ${Base} { constructor(public v: number) {} ${isBase ? own : ''} }`,
    `export class ${Sub} extends ${Base} { ${isBase ? '' : own} }`,
  );
  // members that only the subclass has
  const type = (to) => share(place, to, isBase && r.chance(0.5) ? Base : Sub, module, true);
  const make = (to) => `new ${share(place, to, Sub, module, true)}(2)`;
  if (!isResult) {
    const parameter = r.pick([
      (t) => [t, 'a', (v) => v],
      (t) => [`${t}[]`, 'a[0]', (v) => `[${v}]`],
      (t) => [`{ o: ${t} }`, 'a.o', (v) => `{ o: ${v} }`],
      (t) => [`Map<string, ${t}>`, `a.get('k')!`, (v) => `new Map([['k', ${v}]])`],
    ]);
    const [text, at, wrap] = parameter(type(tasks));
    const name = task(program, `a: ${text}, n: number`, `return ${use(at)};`);
    const looked = reach(main, share(home, main, look, module), r.int(2));
    for (let call = 0; call < 2; call++)
      program.log.push(
        `log('result', '${call}', await ${name}(${wrap(make(main))}, ${call + 1}));`,
        `log('state', '${call}', (${looked})(1));`,
      );
  } else {
    const name = task(program, 'n: number', `void n; return ${make(tasks)};`, type(tasks));
    const looker = task(
      program,
      'n: number',
      `return ${reach(tasks, share(place, tasks, looks, module), r.int(2))}(n);`,
    );
    for (let call = 0; call < 2; call++)
      program.log.push(
        `{ const n = ${call + 1}; const a = await ${name}(n); void n; log('result', '${call}', ${use('a')}); }`,
        `log('state', '${call}', await ${looker}(${call}));`,
      );
  }
}

/** An argument: its type, what makes it, and statements that end with a name for a part of it. */
function argument(program, count) {
  const { r, tasks, main } = program;
  const leaf = r.pick(Object.values(leaves));
  if (leaf === leaves.box) tasks.lines.push(boxText);
  if (leaf === leaves.box) main.imports.push(`import { Box } from './tasks.js';`);
  const [type, made, out] = r.pick(Object.values(around))(leaf.type, leaf.made);
  const first = tasks.name('x');
  const { lines, x } = renamed(tasks, leaf.type, first, count);
  const all = lines.join('\n');
  tasks.lines.push(
    ...aliasHelpers.filter((h) => new RegExp(`\\b${/^(?:const|function|class) (\w+)/.exec(h)[1]}\\b`).test(all)),
  );
  return { leaf, type, made, x, lines: [`const ${first}: ${leaf.type} = ${out};`, ...lines] };
}

function writes(program) {
  const { r } = program;
  const { leaf, type, made, x, lines } = argument(program, some(r));
  const write = put(r.pick(leaf.writes), x);
  const text = r.pick([
    write,
    write,
    write,
    `const act = (): void => { ${write} }; act();`,
    `[1].forEach(() => { ${write} });`,
    `try { throw 1; } catch { ${write} }`,
    `((x: ${leaf.type}): void => { ${put(r.pick(leaf.writes), 'x')} })(${x});`,
  ]);
  const name = task(program, `a: ${type}`, [...lines, text, `return ${put(leaf.read, x)};`].join('\n'));
  program.log.push(
    `const given: ${type} = ${made};`,
    `log('result', '1', await ${name}(given));`,
    `log('argument', '1', given);`,
    `log('result', '2', await ${name}(given));`,
  );
}

/** As `writes`, to what took the argument's place. */
function harmlessCopy(program) {
  const { r, tasks } = program;
  const { leaf, type, made, x, lines } = argument(program, r.int(2));
  const copy = tasks.name('x');
  const write = put(r.pick(leaf.writes), copy);
  const copied = put(r.pick(leaf.copies), x);
  const name = task(
    program,
    `a: ${type}`,
    [...lines, `const ${copy}: ${leaf.type} = ${copied};`, write, `return ${put(leaf.read, copy)};`].join('\n'),
  );
  program.log.push(
    `const given: ${type} = ${made};`,
    `log('result', '1', await ${name}(given));`,
    `log('argument', '1', given);`,
    `log('result', '2', await ${name}(given));`,
  );
}

/** The caller compares what it gets; of sets that are made of both nothing is said yet, see `test/trust/open/`. */
function identity(program) {
  const { r } = program;
  const { leaf, type, made, x, lines } = argument(program, some(r));
  const [, , out] = [undefined, undefined, lines[0].replace(/^.* = (.*);$/, '$1').replace(/^a/, 'given')];
  const name = task(
    program,
    `a: ${type}`,
    [...lines, `return ${r.chance(0.8) ? x : put(r.pick(leaf.copies), x)};`].join('\n'),
    leaf.type,
  );
  const compared = r.pick([
    '(p, q) => p === q',
    '(p, q) => Object.is(p, q)',
    '(p, q) => [p].includes(q)',
    '(p, q) => [p].indexOf(q)',
    '(p, q) => new Map([[p, 1]]).get(q)',
    '(p, q) => { switch (p) { case q: return 1; } return 2; }',
    '(p, q) => p !== q',
  ]);
  const [head, body] = [compared.slice(0, 6), compared.slice(10)];
  const text = (p, q) =>
    (body.startsWith('{')
      ? `((${head.slice(1, 5)}) => ${body})(${p}, ${q})`
      : body.replaceAll(/\bp\b/g, p).replaceAll(/\bq\b/g, q)
    ).replace('(p, q) =>', '(p: unknown, q: unknown) =>');
  program.log.push(
    `const given: ${type} = ${made};`,
    `const got: ${leaf.type} = await ${name}(given);`,
    `const part: ${leaf.type} = ${out};`,
  );
  program.log.push(`log('result', '1', ${text(...r.shuffle(['got', 'part']))});`);
}

/** A kind of argument that stands in no file of its own. */
const plainLeaf = (r) => r.pick(Object.values(leaves).filter((leaf) => leaf !== leaves.box));

/** What a function gives holds what it was given, and its caller changes that. */
function within(program) {
  const { r } = program;
  const leaf = plainLeaf(r);
  const [type, made, take] = r.pick(returns);
  const of = (text) => text.replaceAll(/\bT\b/g, leaf.type);
  const name = task(program, `a: { x: ${leaf.type} }`, `return ${of(made)};`, of(type));
  program.log.push(
    `const given = { x: ${leaf.made} };`,
    `const got: ${leaf.type} = ${take(`(await ${name}(given))`)};`,
    `log('result', 'same', got === given.x);`,
    put(r.pick(leaf.writes), 'got'),
    `log('argument', '1', given);`,
  );
}

/** A function is given what a module holds, which another function looks at by itself. */
function held(program) {
  const { r, tasks, main, module } = program;
  const leaf = plainLeaf(r);
  const home = r.chance(0.5) ? tasks : module('state');
  const state = home.name('held');
  home.lines.push(`export const ${state}: ${leaf.type} = ${leaf.made};`);
  const near = share(home, tasks, state, module);
  const looker = task(program, 'n: number', `const x: ${leaf.type} = ${near};\nreturn n + ${put(leaf.read, 'x')};`);
  const [type, made, take] = r.pick(returns);
  const of = (text) => text.replaceAll(/\bT\b/g, leaf.type);
  const act = r.pick(['', `${put(r.pick(leaf.writes), 'a.x')}`]);
  const place = r.chance(0.5) ? tasks : module('other');
  const name = task(program, `a: { x: ${leaf.type} }`, `${act}\nreturn ${of(made)};`, of(type), place);
  program.log.push(
    `log('result', '0', await ${looker}(0));`,
    `const got: ${leaf.type} = ${take(`(await ${name}({ x: ${share(home, main, state, module)} }))`)};`,
    r.chance(0.5) ? put(r.pick(leaf.writes), 'got') : 'void got;',
    `log('result', '1', await ${looker}(0));`,
  );
}

/** A generator gives its consumer what it was given, or what it goes on with, which the consumer changes. */
function yielded(program) {
  const { r, tasks, main, marks } = program;
  const leaf = plainLeaf(r);
  const [type, made, take] = r.pick(returns);
  const of = (text) => text.replaceAll(/\bT\b/g, leaf.type);
  const name = tasks.name('task');
  const [from, a] = r.pick([
    ['for (const a of all)', ''],
    ['const x = all[0]!.x; for (let i = 0; i < 2; i++)', 'const a = { x };'],
    ['for (const each of all)', `const a = { x: ${r.pick(leaf.copies).replaceAll(/\bx\b(?!:)/g, 'each.x')} };`],
  ]);
  tasks.lines.push(
    `/** @unsync */\nexport function* ${name}(all: { x: ${leaf.type} }[]): Generator<${of(type)}> {\n${from} { ${a} yield ${of(made)}; }\n}`,
  );
  marks.push(`tasks:${name}`);
  main.imports.push(`import { ${name} } from './tasks.js';`);
  program.log.push(
    `const given = [{ x: ${leaf.made} }, { x: ${leaf.made} }];`,
    `for await (const each of ${name}(given)) { const got: ${leaf.type} = ${take('each')}; ${r.chance(0.6) ? put(r.pick(leaf.writes), 'got') : ''} log('result', '1', ${put(leaf.read, 'got')}); }`,
    `log('argument', '1', given);`,
  );
}

/** A value that is another one in each thread. */
function loads(program) {
  const { r, tasks, main, module } = program;
  const home = r.chance(0.5) ? tasks : module('state');
  const source = r
    .pick([
      'Math.random()',
      'Math.random()',
      'performance.now()',
      'Math.floor(Math.random() * 1e9)',
      'Date.now() + Math.random()',
    ])
    .replace('performance.now()', 'Math.random()');
  const random = home.name('random');
  home.lines.push(`const ${random} = (n: number): number => n + ${source};`);
  const id = home.name('id');
  home.lines.push(
    r.pick([
      (f) => `const ${id} = (${f})(1);`,
      (f) => `let ${id} = 0;\n${id} = (${f})(1);`,
      (f) => `let ${id} = 0;\nif (${id} === 0) { ${id} = (${f})(1); }`,
      (f) => `const { ${id} } = { ${id}: (${f})(1) };`,
      (f) => `const [${id} = (${f})(1)] = [] as number[];`,
      (f) => `let ${id} = 0;\nfor (const i of [1, 2]) ${id} += (${f})(i);`,
      (f) => `let ${id} = 0;\ntry { ${id} = (${f})(1); } catch { ${id} = 1; }`,
      (f) => `let ${id} = 0;\n(() => { ${id} = (${f})(1); })();`,
      (f) => `class ${id}C { static v = (${f})(1); }\nconst ${id} = ${id}C.v;`,
      (f) => `let ${id} = 0;\nclass ${id}C { static { ${id} = (${f})(1); } }`,
      (f) => `class ${id}C { v = (${f})(1); }\nconst ${id} = new ${id}C().v;`,
      (f) => `const ${id}All = [1, 2].map((n) => (${f})(n));\nconst ${id} = ${id}All[1];`,
      (f) => `enum ${id}E { A = (${f})(1) }\nconst ${id}: number = ${id}E.A;`,
    ])(reach(home, random, some(r))),
  );
  const own = home.name('own');
  home.lines.push(`const ${own} = (n: number): number => n + ${id};`);
  const name = task(program, 'n: number', `return ${reach(tasks, share(home, tasks, own, module), r.int(3))}(n);`);
  const here = reach(main, share(home, main, own, module), r.int(2));
  program.log.push(`log('result', '1', (await ${name}(1)) === (${here})(1));`);
}

/** A callback of the caller, called by the task, changes what the caller has. */
function callbacks(program) {
  const { r, main, tasks } = program;
  const [change, look] = stateIn(main, stateNames);
  const name = task(
    program,
    'n: number, report: (n: number) => void',
    `for (let i = 0; i < 3; i++) (${reach(tasks, 'report as any', 0)})(n + i);\nreturn n;`,
  );
  program.log.push(
    `log('result', '1', await ${name}(1, (n: number) => void (${reach(main, change, some(r))})(n)));`,
    `log('state', '1', ${look}(1));`,
  );
}

/** State that a call makes for itself. */
function harmlessLocal(program) {
  const { r, newPlace } = program;
  const inside = newPlace();
  const [change, look] = stateIn(inside, localStates);
  const fs = [change, look].map((f) => reach(inside, f, r.int(3)));
  const name = task(
    program,
    'n: number',
    [
      ...inside.lines,
      `return ${sum(
        fs.map((f) => `(${f})`),
        'n',
      )};`,
    ].join('\n'),
  );
  for (let call = 0; call < 2; call++) program.log.push(`log('result', '${call}', await ${name}(${call + 1}));`);
}

/** State of the caller's, and of no task. */
function harmlessMain(program) {
  const { r, tasks, main, module } = program;
  const home = r.chance(0.5) ? main : module('state');
  const [change, look] = stateIn(home, stateNames).map((f) => reach(main, share(home, main, f, module), r.int(2)));
  const pure = tasks.name('pure');
  tasks.lines.push(`const ${pure} = (n: number): number => n * 2;`);
  const name = task(program, 'n: number', `return ${reach(tasks, pure, some(r))}(n);`);
  for (let call = 0; call < 2; call++)
    program.log.push(
      `log('result', '${call}', await ${name}((${change})(${call + 1})));`,
      `log('state', '${call}', (${look})(1));`,
    );
}

/** What modules make as they load, and nobody changes. */
function harmlessTable(program) {
  const { r, tasks, main, module } = program;
  const home = r.chance(0.5) ? tasks : module('state');
  const t = home.name('t');
  const [declared, read] = r.pick([
    [`const ${t} = [3, 1, 2];`, `${t}[n % 3]`],
    [`const ${t} = new Map([['a', 1], ['b', 2]]);`, `(${t}.get('a') ?? n)`],
    [`const ${t}: Record<string, { x: number }> = { a: { x: 1 } };`, `(${t}['a'].x + n)`],
    [`const ${t} = Array.from({ length: 8 }, (_, i) => i * i);`, `${t}[n & 7]`],
    [`const ${t} = new Uint8Array(16).map((_, i) => i * 3);`, `${t}[n & 15]`],
    [`const ${t} = new Set([1, 2, 3]);`, `(${t}.has(n) ? 1 : 0)`],
    [`const ${t} = Object.freeze({ a: 1, b: [2, 3] });`, `(${t}.b[n % 2])`],
    [`const ${t}: number[] = [];\nfor (let i = 0; i < 8; i++) ${t}.push(i * 2);`, `${t}[n & 7]`],
    [
      `class ${t} { static readonly list = [1, 2]; constructor(readonly v: number) {} get twice(): number { return this.v * 2; } }`,
      `(new ${t}(n).twice + ${t}.list.length)`,
    ],
    [`const ${t} = [(a: number): number => a + 1, (a: number): number => a * 2];`, `${t}[n % 2](n)`],
  ]);
  const get = home.name('get');
  home.lines.push(declared, `const ${get} = (n: number): number => ${read};`);
  const use = (to) => reach(to, share(home, to, reach(home, get, r.int(2)), module), some(r));
  const name = task(program, 'n: number', `return ${use(tasks)}(n);`);
  const here = use(main);
  for (let call = 0; call < 2; call++)
    program.log.push(
      `log('result', '${call}', await ${name}(${call + 1}));`,
      `log('state', '${call}', (${here})(${call}));`,
    );
}

/** Reads what it is given, and gives what it made. */
function harmlessRead(program) {
  const { r } = program;
  const { leaf, type, made, x, lines } = argument(program, r.int(3));
  const name = task(
    program,
    `a: ${type}`,
    [...lines, `return { read: ${put(leaf.read, x)}, all: [${put(leaf.read, x)}] };`].join('\n'),
    '{ read: number; all: number[] }',
  );
  program.log.push(
    `const given: ${type} = ${made};`,
    `log('result', '1', (await ${name}(given)).all);`,
    `log('argument', '1', given);`,
  );
}

const kinds = [
  [8, ['shared', shared]],
  [4, ['crossing', crossing]],
  [6, ['writes', writes]],
  [3, ['identity', identity]],
  [3, ['within', within]],
  [3, ['held', held]],
  [2, ['yielded', yielded]],
  [3, ['loads', loads]],
  [2, ['callbacks', callbacks]],
  [3, ['harmless copy', harmlessCopy]],
  [3, ['harmless local', harmlessLocal]],
  [2, ['harmless main', harmlessMain]],
  [3, ['harmless table', harmlessTable]],
  [2, ['harmless read', harmlessRead]],
];
