/**
 * Host: Rollup, Rolldown and Vite, as a plugin of theirs. Worker modules become chunks of the same build. Where Vite
 * bundles nothing, Vitest's threads compile what they load, and the development server's calls stay on their thread.
 */
import * as fs from 'node:fs';
import { createModules, isToBeCompiled, type Modules, type SourceMap } from '../modules';
import { findCompiler, noCompiler } from './compiler';
import { type Placement, placementOf, withChain } from './node-hooks';

/** What is used of a plugin's `this`, alike in all three. */
interface Context {
  emitFile(chunk: { type: 'chunk'; id: string; name: string; preserveSignature: 'strict' }): string;
  addWatchFile(file: string): void;
  error(message: string): never;
}

interface Loaded {
  readonly code: string;
  readonly map: SourceMap;
  readonly moduleType: 'js';
}

/** A plugin for Rollup 4, Rolldown 1 and Vite 7 or 8, as far as they ask of one. */
interface Plugin {
  readonly name: string;
  readonly enforce: 'pre';
  config(): { ssr: { external: string[] } };
  configResolved(config: { readonly command: string; readonly root: string }): void;
  buildStart(): void;
  watchChange(): void;
  resolveId(source: string): string | { id: string; external: true } | undefined;
  readonly load: { readonly order: 'pre'; handler(id: string): Loaded | undefined };
  resolveFileUrl(file: {
    readonly referenceId: string;
    readonly relativePath: string;
    readonly format: string;
  }): string | undefined;
}

const workerQuery = '?unsync';

function unsync(): Plugin {
  let root = process.cwd();
  let place: 'chunk' | 'loader' | 'here' = 'chunk';
  let made: Modules | undefined;
  /** What `emitFile` gave for each worker module. */
  const references = new Set<string>();

  return {
    name: 'unsync',
    enforce: 'pre',
    config: () => ({ ssr: { external: ['unsync'] } }),
    configResolved(config) {
      ({ root } = config);
      place = config.command === 'build' ? 'chunk' : process.env['VITEST'] ? 'loader' : 'here';
    },
    buildStart: refresh,
    watchChange: refresh,
    resolveId(source) {
      if (source.endsWith(workerQuery)) return source;
      // it starts threads from files of its own
      return place === 'chunk' && /^unsync(?:\/task)?$/.test(source) ? { id: source, external: true } : undefined;
    },
    load: {
      order: 'pre',
      handler(this: Context, id): Loaded | undefined {
        const isWorker = id.endsWith(workerQuery);
        const file = isWorker ? id.slice(0, -workerQuery.length) : id;
        if (!/\.[cm]?[jt]sx?$/.test(file) || !fs.existsSync(file) || !isToBeCompiled(fs.readFileSync(file, 'utf8')))
          return undefined;
        const compiled = modules(this).compile(file, 'bundler', isWorker ? nowhere : placed(this, file));
        if (!compiled) return undefined;
        if (compiled.errors.length)
          this.error(compiled.errors.map((error) => withChain(modules(this).ts, error)).join(''));
        if (isWorker) this.addWatchFile(file);
        const { code, map } = isWorker ? compiled.worker! : compiled.main;
        return { code, map, moduleType: 'js' };
      },
    },
    // Vite's own would be a path of the server's
    resolveFileUrl({ referenceId, relativePath, format }) {
      if (!references.has(referenceId)) return undefined;
      if (format === 'cjs' || format === 'commonjs')
        return `require('node:url').pathToFileURL(__dirname + ${JSON.stringify(`/${relativePath}`)}).href`;
      return `new URL(${JSON.stringify(relativePath)}, import.meta.url).href`;
    },
  };

  function refresh(): void {
    made?.refresh();
  }

  function modules(context: Context): Modules {
    if (made) return made;
    const ts = findCompiler(root);
    return (made = createModules(ts ?? context.error(noCompiler('unsync compiles marked files with'))));
  }

  function placed(context: Context, file: string): Placement {
    if (place === 'here') return nowhere;
    if (place === 'loader') return { location: placementOf(file).location };
    const location = () => {
      const name = file.replace(/^.*[\\/]|\.[cm]?[jt]sx?$/g, '');
      const chunk = {
        type: 'chunk',
        id: file + workerQuery,
        name: `${name}.unsync`,
        preserveSignature: 'strict',
      } as const;
      const reference = context.emitFile(chunk);
      references.add(reference);
      return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
    };
    let text: string | undefined;
    return { location: () => (text ??= location()) };
  }
}

/** Calls run on the caller's thread. */
const nowhere: Placement = { location: () => 'undefined' };

// one function is the module: ES modules and CommonJS import it alike
export = unsync;
