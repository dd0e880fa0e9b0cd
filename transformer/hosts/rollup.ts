/**
 * Host: Rollup, Rolldown and Vite, as a plugin of theirs. Worker modules become chunks of the same build. Where Vite
 * bundles nothing, Vitest's threads compile what they load, and the development server's calls stay on their thread.
 */
import type { SourceMap } from '../modules';
import { createBundledModules, nowhere, workerName } from './bundler';
import { withPlaces } from './compiled';
import { placementOf } from './node-hooks';

/** What is used of a plugin's `this`, alike in all three. */
interface Context {
  emitFile(chunk: { type: 'chunk'; id: string; name: string; preserveSignature: 'strict' }): string;
  addWatchFile(file: string): void;
  error(message: string): never;
}

interface Loaded {
  readonly code: string;
  /** Lines stay where they are in what was compiled before. */
  readonly map: SourceMap | null;
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
  const modules = createBundledModules(() => root);
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
    buildStart: () => modules.refresh(),
    watchChange: () => modules.refresh(),
    resolveId(source) {
      if (source.endsWith(workerQuery)) return source;
      // it starts threads from files of its own
      return place === 'chunk' && /^unsync(?:\/task)?$/.test(source) ? { id: source, external: true } : undefined;
    },
    load: {
      order: 'pre',
      handler(this: Context, id): Loaded | undefined {
        try {
          const output = id.endsWith(workerQuery) ? worker(this, id) : modules.main(id, () => location(this, id));
          if (output || place !== 'chunk') return output && { ...output, moduleType: 'js' };
          const code = withPlaces(id, (compiled) => chunk(this, compiled, id));
          return code === undefined ? undefined : { code, map: null, moduleType: 'js' };
        } catch (error) {
          return this.error((error as Error).message);
        }
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

  function worker(context: Context, id: string) {
    const file = id.slice(0, -workerQuery.length);
    context.addWatchFile(file);
    return modules.worker(file);
  }

  function location(context: Context, file: string): string {
    if (place === 'here') return nowhere();
    if (place === 'loader') return placementOf(file).location(true);
    return chunk(context, file + workerQuery, file);
  }

  function chunk(context: Context, id: string, file: string): string {
    const reference = context.emitFile({ type: 'chunk', id, name: workerName(file), preserveSignature: 'strict' });
    references.add(reference);
    return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
  }
}

// one function is the module: ES modules and CommonJS import it alike
export = unsync;
