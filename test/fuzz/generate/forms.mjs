/** Marked functions that stand elsewhere than at the top level, or give more than one value. */
import { add, atLoad, topName } from './declarations.mjs';
import { expression, newFunction } from './expressions.mjs';
import { callText } from './functions.mjs';
import { comment, markedParts, wrapper } from './marks.mjs';
import { offersOf, Scope } from './scope.mjs';
import { block } from './statements.mjs';

/** Takes what is around it along: by value, as it is when it is called. */
export function nested(g) {
  const { r } = g;
  const name = topName(g);
  const inner = `${name}Inner`;
  const fn = newFunction({ limit: 100 });
  const parameters = new Scope(g.scope);
  const changing = 'm0';
  parameters.add('p0', offersOf('number'));
  const within = { ...g, fn, scope: parameters, isBody: true };
  const form = r.int(4);
  const mark = form >= 2 ? wrapper(g) : '';
  const lines = block(
    within,
    r.between(1, 4),
    ['p0', changing, 'all'],
    (last) => {
      const start = expression(last, 'number', 1);
      const more = expression(last, 'number', 1);
      last.scope.add(changing, offersOf('number'), { boost: 2 });
      const around = readOnly(last.scope);
      if (form === 3) {
        around.add('i', offersOf('number'), { boost: 2 });
        const value = expression({ ...last, scope: around, fn: newFunction() }, 'numbers', 2);
        return [
          `let ${changing}: number = ${start};`,
          'const all = [];',
          'for (let i = 0; i < 3; i++) {',
          `all.push(${mark}((): number[] => ${value})());`,
          `${changing} += ${more};`,
          '}',
          'return Promise.all(all);',
        ];
      }
      const parts = markedParts({ ...last, scope: around, isBody: false }, { arrow: form > 0, result: 'numbers' });
      // which is refused
      if (r.chance(0.1) && !new RegExp(`\\b${changing}\\b`).test(parts.head + parts.text))
        parts.text = parts.text.replace('{\n', `{\n${changing} += 1;\n`);
      const call = () => callText(r, parts.list, inner, (type) => expression(atLoad(last), type, 0));
      const whole = [
        `${comment(g)}\nfunction ${inner}${parts.head} ${parts.text}`,
        `${comment(g)}\nconst ${inner} = ${parts.head} => ${parts.text};`,
        `const ${inner} = ${mark}(${parts.head} => ${parts.text});`,
      ][form];
      const calls = [
        `const all = [${call()}];`,
        `${changing} += ${more};`,
        `all.push(${call()});`,
        `${changing} = -1;`,
        'return Promise.all(all);',
      ];
      return [
        `let ${changing}: number = ${start};`,
        ...(form === 0 && r.chance(0.5) ? [...calls, whole] : [whole, ...calls]),
      ];
    },
    true,
  );
  add(g, `export async function ${name}(p0: number): Promise<number[][]> {\n${lines.join('\n')}\n}`, r.chance(0.5));
  return {
    name: inner,
    exported: name,
    list: [{ text: 'p0: number', type: 'number' }],
    isMaker: true,
    hasInline: false,
  };
}

/** What a function takes along it may not write: the names of the scope, to be read. */
function readOnly(scope) {
  const around = new Scope(scope);
  for (const b of scope.visible()) if (b.writable) around.add(b.name, b.offers, { ready: b.ready, boost: 1 });
  return around;
}

export function objectMethod(g) {
  const { r } = g;
  const name = topName(g);
  const isArrow = r.chance(0.4);
  const parts = markedParts(g, { arrow: isArrow });
  const value = expression(atLoad(g), 'number', 1);
  const member = isArrow ? `run: ${parts.head} => ${parts.text}` : `run${parts.head} ${parts.text}`;
  add(
    g,
    `export const ${name} = {\nk: ${value},\n${comment(g)}\n${member},\nget twice(): number { return this.k * 2; },\n};`,
  );
  return { name: `${name}.run`, exported: `${name}.run`, list: parts.list };
}

/** `this` travels: its fields, to an instance that is made anew. */
export function instanceMethod(g) {
  const { r } = g;
  const name = topName(g, true);
  const scope = new Scope(g.scope);
  scope.add(name, [], { ready: false });
  const inner = { ...g, scope };
  const parts = markedParts(inner, { result: 'numbers' });
  const fn = newFunction({ limit: 20 });
  const parameter = new Scope(scope);
  parameter.add('w', [], { ready: false });
  // fields are set on the caller's thread
  const field = expression({ ...atLoad(inner), scope: parameter }, 'number', 1);
  const helped = expression({ ...inner, fn, isBody: false }, 'number', 1);
  const shown = [
    'this.w',
    'this.v',
    'this.help(2)',
    'this.twice',
    ...(parts.text.includes(`class ${name} `) ? [] : [`${name}.count`]),
    ...(r.chance(0.5) ? ['this.list.length'] : []),
  ];
  const text = parts.text.replace(
    /return (.*);\n}$/,
    (_, value) => `return [${r.shuffle(shown).slice(0, 3).join(', ')}, ...(${value})];\n}`,
  );
  add(
    g,
    [
      `export class ${name} {`,
      `static count: number = ${expression(atLoad(inner), 'number', 1)};`,
      `v: number = ${field};`,
      'list = [1, 2];',
      'constructor(readonly w: number) {}',
      `help(n: number): number { return n + this.v + ${helped}; }`,
      'get twice(): number { return this.w * 2; }',
      comment(g),
      `run${parts.head} ${text}`,
      '}',
    ].join('\n'),
  );
  return { name: `${name}.run`, exported: `${name}(${r.int(9)}).run`, isNew: true, list: parts.list, hasInline: false };
}

/** Values come one by one, and an error at its step. */
export function stream(g) {
  const { r } = g;
  const name = topName(g);
  const isAsync = r.chance(0.3);
  const parts = markedParts(g, { result: 'numbers' });
  const head = parts.head.replace(/: number\[\]$/, isAsync ? ': AsyncGenerator<number>' : ': Generator<number>');
  const text = parts.text.replace(
    /return (.*);\n}$/,
    (_, value) => `yield ${r.int(9)};\nfor (const each of ${value}) yield each;\n}`,
  );
  add(
    g,
    `${comment(g, isAsync ? ' cpu-bound' : '')}\nexport ${isAsync ? 'async ' : ''}function* ${name}${head} ${text}`,
    r.chance(0.5),
  );
  return { name, exported: name, list: parts.list, isStream: true, hasInline: false };
}

export const forms = [
  [4, nested],
  [2, objectMethod],
  [3, instanceMethod],
  [2, stream],
];
