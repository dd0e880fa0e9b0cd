/**
 * The module that marked code imports under Jest in the place of `unsync/task`: the same, in the realm of its test
 * file, but outside of Jest's registry. That replaces modules between tests, and gives none any more after the last,
 * when threads may still have something to say.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

type Load = (id: string) => unknown;
type Body = (exports: object, require: Load, module: { exports: object }, filename: string, dirname: string) => void;

/** Modules of the runtime in this realm. */
const modules = Symbol.for('unsync/jest');
/** Jest takes apart what it finds on `globalThis` at the end of a test file, unless it is told not to. */
const isProtected = Symbol.for('$$jest-protect-from-deletion');
const holder = globalThis as { [modules]?: Map<string, { exports: object }> };
const loaded = (holder[modules] ??= new Map());
const { getBuiltinModule } = process as unknown as { getBuiltinModule: Load };

function load(file: string): object {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const outer = require;
  const own: Load = (id) => {
    if (id.startsWith('.')) return load(path.join(path.dirname(file), id));
    return id.startsWith('node:') ? getBuiltinModule(id) : outer(id);
  };
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const body = new Function(...names, `${fs.readFileSync(file, 'utf8')}\n//# sourceURL=${file}`) as Body;
  body(module.exports, own, module, file, path.dirname(file));
  return module.exports;
}

const runtime = path.join(__dirname, '..', '..', '..', 'runtime');
const { shared } = load(path.join(runtime, 'outside/state.js')) as { shared: object };
Object.defineProperty(shared, isProtected, { value: [], configurable: true });

export = load(path.join(runtime, 'task.js'));
