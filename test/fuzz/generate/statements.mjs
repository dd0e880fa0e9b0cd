/** Statements of function bodies: declarations of every sort, loops, switches, and what shadows in them. */
import { bound, different, expression, repeated, use } from './expressions.mjs';
import { freshName, offersOf, Scope } from './scope.mjs';

/** `{ … return … }` in a scope below the parameters. */
export function body(g, type, { statements = g.r.between(0, 4), depth = 2, taken = [], first } = {}) {
  const lines = block(g, statements, taken, (inner) => [`return ${expression(inner, type, depth)};`], true, first);
  return `{\n${lines.join('\n')}\n}`;
}

/** The names that a block declares are chosen first: until its declaration has run, a name shadows and can't be used. */
export function block(g, count, taken, last = () => [], isBody = false, first = () => []) {
  const scope = new Scope(g.scope);
  for (const t of taken) scope.taken.add(t);
  const inner = { ...g, scope, isBody };
  const made = Array.from({ length: count }, () => g.r.weighted(statements)).map((make) => make(inner));
  // a function is hoisted: it may stand anywhere, and be called from the first statement on
  const hoisted = made.filter((m) => m.hoisted).map((m) => m.write(inner));
  const lines = first(inner);
  lines.push(...made.filter((m) => !m.hoisted).map((m) => m.write(inner).join('\n')));
  for (const text of hoisted) lines.splice(g.r.int(lines.length + 1), 0, text.join('\n'));
  lines.push(...last(inner));
  return lines.filter(Boolean);
}

/** Declares now, writes later: what stands before is generated with the name shadowed. */
const declares = (types, write) => (g) => {
  const bindings = types.map((type) => g.scope.add(freshName(g.r, g.scope), offersOf(type), { ready: false }));
  return { write: (inner) => write(inner, bindings) };
};
const plain = (write) => () => ({ write });
const ready = (bindings, more) => {
  for (const b of bindings) Object.assign(b, { ready: true, recent: true }, more);
};
const num = (g, depth = 2) => expression(g, 'number', depth);

const statements = [
  [
    5,
    declares(['number'], (g, [a]) => {
      const value = num(g);
      ready([a]);
      return [`const ${a.name} = ${value};`];
    }),
  ],
  [
    2,
    declares(['string'], (g, [a]) => {
      const value = expression(g, 'string');
      ready([a]);
      return [`const ${a.name} = ${value};`];
    }),
  ],
  [
    2,
    declares(['numbers'], (g, [a]) => {
      const value = expression(g, 'numbers');
      ready([a]);
      return [`const ${a.name}: number[] = ${value};`];
    }),
  ],
  [
    3,
    declares(['number'], (g, [a]) => {
      const value = num(g);
      ready([a], { writable: true });
      return [`let ${a.name}: number = ${value};`];
    }),
  ],
  [
    3, // several in one statement, the second from the first
    declares(['number', 'number'], (g, [a, b]) => {
      const first = num(g);
      ready([a]);
      const second = num(g);
      ready([b]);
      return [`const ${a.name} = ${first}, ${b.name} = ${second} + ${a.name};`];
    }),
  ],
  [
    3, // patterns, with defaults and the rest
    declares(['number', 'number', 'number'], (g, [a, b, c]) => {
      const point = expression(g, 'point', 1);
      const list = expression(g, 'numbers', 1);
      const fallback = num(g, 1);
      ready([a, b]);
      if (g.r.chance(0.5)) {
        const value = num(g, 1);
        ready([c]);
        return [
          `const { x: ${a.name}, y: ${b.name} = ${fallback} }: { x: number; y?: number } = ${point}, ${c.name} = ${value};`,
        ];
      }
      ready([c]);
      return [`const [${a.name} = ${fallback}, ${b.name} = ${a.name} + 1, ...{ length: ${c.name} }] = ${list};`];
    }),
  ],
  [
    2, // `var` belongs to the function, wherever it stands
    declares(['number'], (g, [a]) => {
      const value = num(g);
      ready([a], { writable: true });
      return g.isBody ? [`{ var ${a.name}: number = ${value}; }`] : [`let ${a.name}: number = ${value};`];
    }),
  ],
  [3, localFunction],
  [
    2, // a counter behind a closure
    declares(['number', 'fn'], (g, [a, b]) => {
      const start = num(g);
      ready([a, b]);
      return [
        `let ${a.name}: number = ${start};`,
        `const ${b.name} = (n: number): number => (${a.name} += n, ${a.name});`,
      ];
    }),
  ],
  [2, localClass],
  [4, plain(assign)],
  [
    3,
    plain((g) => {
      const test = `${num(g)} > ${num(g)}`;
      return [`if (${test}) {`, ...nested(g, 1), '} else {', ...nested(g, 1), '}'];
    }),
  ],
  [3, plain(loop)],
  [2, plain(tryCatch)],
  [2, plain(switchCase)],
  [1, plain((g) => [`void ${num(g)};`])],
];

/** A block of its own whose results reach the outside through a writable name. */
function nested(g, count) {
  return block(g, count, [], (inner) => assign(inner));
}

function assign(g) {
  const writable = [...g.scope.visible()].filter((b) => b.writable && b.ready);
  if (!writable.length) return [];
  const { name } = g.r.pick(writable);
  return [`${name} ${g.r.pick(['=', '+=', '-='])} ${num(g)};`];
}

/** Sees the scopes around its block alone: what the block declares may not be set yet when it is called. */
function localFunction(g) {
  const binding = g.scope.add(localName(g), [], { ready: false });
  return {
    hoisted: true,
    write(inner) {
      const a = freshName(g.r, new Scope(inner.scope), { shadow: 0.7 });
      const names = [[a, 'number']];
      const text = bound(inner, names, (i) => body(i, 'number', { statements: 1, depth: 1, taken: [a] }));
      Object.assign(binding, { ready: true, recent: true, offers: offersOf('fn', { cost: 3 }) });
      return [`function ${binding.name}(${a}: number): number ${text}`];
    },
  };
}

/** To tsc, a default that names what the body calls a function or class speaks of that one, and is an error. */
function localName(g, isType = false) {
  for (;;) {
    const name = freshName(g.r, g.scope, { isType });
    if (!g.isBody || !g.namedByDefaults?.has(name)) return name;
  }
}

function localClass(g) {
  const name = localName(g, true);
  const binding = g.scope.add(name, [], { ready: false });
  return {
    write: (inner) => {
      const parameter = new Scope(inner.scope);
      parameter.add('w', [], { ready: false });
      const value = num({ ...inner, scope: parameter }, 1);
      const a = freshName(g.r, new Scope(inner.scope));
      const method = bound(inner, [[a, 'number']], (i) => num(i, 1));
      const still = num(inner, 1);
      Object.assign(binding, {
        ready: true,
        recent: true,
        offers: [
          { type: 'number', cost: 2, make: (ref, arg) => `new ${ref}(${arg('number')}).m(${arg('number')})` },
          { type: 'number', plain: true, make: (ref) => `${ref}.s` },
        ],
      });
      return [
        `class ${name} {`,
        `#v = ${value};`,
        `static s = ${still};`,
        `constructor(readonly w: number) {}`,
        `m(${a}: number): number { return this.#v + this.w + ${method}; }`,
        `}`,
      ];
    },
  };
}

function loop(g) {
  const { r } = g;
  const a = freshName(r, new Scope(g.scope), { shadow: 0.7 });
  /** What is looped over sees the loop's own names, and may not touch them. */
  const head = (names, type) => {
    const scope = new Scope(g.scope);
    for (const name of names) scope.add(name, [], { ready: false });
    return expression({ ...g, scope }, type, 1);
  };
  const times = r.between(1, 3);
  const inside = (names) =>
    repeated(g, 3, () =>
      bound(g, names, (inner) =>
        block(
          inner,
          r.int(2),
          names.map(([n]) => n),
          (i) => assign(i),
        ),
      ),
    );
  switch (r.int(5)) {
    case 0:
      return [`for (let ${a} = 0; ${a} < ${times}; ${a}++) {`, ...inside([[a, 'number']]), '}'];
    case 1: {
      const list = head([a], 'numbers');
      return [`for (const ${a} of ${list}.slice(0, 3)) {`, ...inside([[a, 'number']]), '}'];
    }
    case 2: {
      const b = different(g, [a]);
      const points = `[${head([a, b], 'point')}, ${head([a, b], 'point')}]`;
      const names = [
        [a, 'number'],
        [b, 'number'],
      ];
      return [`for (const { x: ${a}, y: ${b} = 1 } of ${points}) {`, ...inside(names), '}'];
    }
    case 3: {
      // labels are no names: one may be called as a variable is
      let label = freshName(r, new Scope(g.scope), { shadow: 0.8 });
      const body = inside([[a, 'number']]);
      while (new RegExp(`(?<![\\w$])${label.replace('$', '\\$&')}: for`).test(body.join('\n'))) label += '_'; // nor may it be that of a loop around
      return [
        `${label}: for (let ${a} = 0; ${a} < 3; ${a}++) {`,
        ...body,
        `if (${a} > ${r.int(2)}) ${r.pick(['break', 'continue'])} ${label};`,
        '}',
      ];
    }
    default: {
      const key = different(g, [a]);
      const point = head([key], 'point');
      return [`for (const ${key} in ${point}) {`, ...inside([[key, 'string']]), '}'];
    }
  }
}

function tryCatch(g) {
  const { r } = g;
  const a = freshName(r, new Scope(g.scope), { shadow: 0.7 });
  const thrown = num(g, 1);
  const tried = r.chance(0.5) ? use(g, 'number', 1) : undefined;
  const inner = bound(g, [[a, 'number']], (i) => block(i, r.int(2), [a], (j) => assign(j)));
  const lines = [
    `try {`,
    ...(tried ? [`if (${tried} > 40) throw ${thrown};`] : [`throw ${thrown};`]),
    `} catch (${a}: any) {`,
    ...inner,
    '}',
  ];
  return r.chance(0.3) ? [...lines, 'finally {', ...nested(g, 1), '}'] : lines;
}

/** Every `case` shares one scope. */
function switchCase(g) {
  const { r } = g;
  const value = num(g, 1);
  const scope = new Scope(g.scope);
  const inner = { ...g, scope };
  const a = scope.add(freshName(r, scope), offersOf('number'), { ready: false });
  const first = num(inner, 1);
  const lines = [`switch (Math.abs(${value}) % 3) {`, `case 0: {`, ...nested(inner, 1), 'break; }'];
  a.ready = true;
  lines.push(`case 1:`, `const ${a.name}: number = ${first};`, ...assign(inner), 'break;');
  a.ready = false;
  lines.push('default:', ...assign(inner), '}');
  return lines;
}
