/**
 * A loader of webpack and Rspack, which the plugin puts before all others: gives the JavaScript of marked files, and as
 * `webpack-loader.js?worker` that of their worker modules; and modules of libraries that were compiled before, with
 * other places. What it does not give is left to the loaders of the user.
 */
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { type BundledModules, createBundledModules } from './bundler';
import { isCompiledWorker, withPlaces } from './compiled';
import type { Compiler, LoaderContext } from './webpack-api';

interface Served {
  readonly modules: BundledModules;
  /** Said of the file that is compiled. */
  readonly warnings: string[];
}
const served = new WeakMap<Compiler, Served>();

export function serve(compiler: Compiler): BundledModules {
  const warnings: string[] = [];
  const modules = createBundledModules(
    () => compiler.context,
    (text) => warnings.push(text),
  );
  served.set(compiler, { modules, warnings });
  return modules;
}

/**
 * The request of the worker module of a file, by no other loaders, and with the file itself as its resource. One that
 * was compiled before is its own file.
 */
export const workerRequest = (file: string): string =>
  isCompiledWorker(file) ? file : `!!${__filename}?worker!${file}`;

/** A placeholder in the code for where a worker module is, until its chunk has a name. */
export const placeholder = (context: string, file: string): string =>
  `__unsync_${createHash('sha256').update(path.relative(context, file)).digest('hex').slice(0, 16)}`;
export const placeholders = /__unsync_[0-9a-f]{16}/g;

/** A pitch, and not a loader that is given text, so that no loader of the user compiles what is compiled. */
export function pitch(this: LoaderContext): void {
  const { resourcePath: file } = this;
  const { root } = this._compiler;
  const { modules, warnings } = served.get(root)!;
  const isWorker = this.query === '?worker';
  // `./work.ts?raw` is not the module
  if (!isWorker && this.resourceQuery) return;
  const workersOf: string[] = [];
  const location = (of: string) => {
    workersOf.push(of);
    // where the bundle is, as the bundler has it for both formats of its output
    return `new URL(${JSON.stringify(placeholder(root.context, of))}, __webpack_base_uri__)`;
  };
  const compiled = () => {
    const code = withPlaces(file, location);
    return code === undefined ? undefined : { code };
  };
  const worker = () => {
    const made = modules.worker(file);
    this._module.buildInfo.unsyncTasks = { file, tasks: JSON.stringify(made.tasks) };
    return made;
  };
  let output: { readonly code: string; readonly map?: object } | undefined;
  let failure: Error | undefined;
  try {
    output = isWorker ? worker() : (modules.main(file, () => location(file)) ?? compiled());
  } catch (error) {
    failure = bare((error as Error).message);
  }
  if (!output && !failure) return;
  for (const dependency of modules.dependenciesOf(file)) this.addDependency(path.normalize(dependency));
  for (const warning of warnings.splice(0)) this.emitWarning(bare(warning));
  if (workersOf.length) this._module.buildInfo.unsyncWorkersOf = workersOf;
  // it goes on with what comes after a loader, which may throw
  if (output) this.callback(null, output.code, output.map);
  else this.callback(failure!);
}

/** An error that is its message: its stack would be ours. */
const bare = (text: string): Error => Object.assign(new Error(text.trimEnd()), { stack: '', hideStack: true });
