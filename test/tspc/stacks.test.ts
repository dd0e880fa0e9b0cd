/** What is thrown in a worker names the line and column of the user's TypeScript. */
import { test } from 'vitest';
import { config, type Json, Project } from './project';

const math = `import { validate } from './validate.js';
interface Options {
  readonly depth: number;
}

export class TooDeep extends Error {}

/** @unsync */
export function descend(options: Options): number {
  if (options.depth > 3) throw new TooDeep('too deep');
  return descend({ depth: options.depth + 1 });
}

/** @unsync */
export const check = (text: string): string => validate(text);

export class Box {
  /** @unsync */
  static open(): number {
    return (undefined as unknown as { inside: number }).inside;
  }
}
`;
const validate = `type Text = string;

export function validate(text: Text): Text {
  if (text) throw new RangeError('not valid');
  return text;
}
`;
const main = `import { Box, check, descend, TooDeep } from './math.js';
declare const console: { log(...values: unknown[]): void };
const caught = async (future: Promise<unknown>): Promise<Error> => (await future.then(() => new Error('nothing was thrown'), (e: unknown) => e)) as Error;
async function run(): Promise<void> {
  for (const start of [() => descend({ depth: 0 }), () => check('x'), () => Box.open()]) {
    const error = await caught(start());
    console.log(error instanceof TooDeep, error.name + ': ' + error.message + '\\n' + error.stack);
  }
}
void run();
`;

const place = (file: string, text: string, needle: string) => {
  const before = text.slice(0, text.indexOf(needle)).split('\n');
  return `${file}:${before.length}:${before.at(-1)!.length + 1}`;
};

const cases: Record<string, { options: Json; type: string }> = {
  'ES modules, sourceMap': { options: { sourceMap: true }, type: 'module' },
  'CommonJS, sourceMap': { options: { sourceMap: true }, type: 'commonjs' },
  'inline maps with sources': { options: { inlineSourceMap: true, inlineSources: true }, type: 'module' },
  'removeComments, target es2017': {
    options: { sourceMap: true, removeComments: true, target: 'es2017' },
    type: 'module',
  },
};

test.concurrent.for(Object.entries(cases))('%s', async ([, { options, type }], { expect }) => {
  const project = new Project({
    'package.json': JSON.stringify({ type }),
    'tsconfig.json': config(options),
    'src/math.ts': math,
    'src/validate.ts': validate,
    'src/main.ts': main,
  });
  expect(await project.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
  const { output } = await project.node('--enable-source-maps', 'dist/main.js');
  const [deep, invalid, box] = output.split(/^(?=true|false)/m);
  expect(deep).toContain('true');
  expect(deep).toContain('too deep');
  expect(deep).toContain(project.path(place('src/math.ts', math, "new TooDeep('too deep')")));
  // each call on the way, too
  expect(deep).toContain(project.path(place('src/math.ts', math, 'descend({ depth: options')));
  expect(invalid).toContain('RangeError: not valid');
  expect(invalid).toContain(project.path(place('src/validate.ts', validate, "new RangeError('not valid')")));
  // tsc itself calls what a CommonJS module imports as (0, validate_1.validate)(text), and maps that to the parenthesis
  const call = type === 'module' ? 'validate(text);' : '(text);';
  expect(invalid).toContain(project.path(place('src/math.ts', math, call)));
  expect(box).toMatch(/TypeError: Cannot read properties of undefined/);
  expect(box).toContain(project.path(place('src/math.ts', math, 'inside;')));
});
