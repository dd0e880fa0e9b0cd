/**
 * Host: Rollup, Rolldown, tsdown and Vite, as a plugin of theirs. Worker modules become chunks of the same build. Where Vite
 * bundles nothing, Vitest's threads compile what they load, and the development server's calls stay on their thread.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { MANIFEST } from '../../runtime/manifest';
import type { Tasks } from '../manifest';
import type { WorkerOutput } from '../modules';
import type { SourceMap } from '../source-map';
import { type Bundle, createBundledManifests } from './bundled-manifest';
import { createBundledModules, nowhere, workerName } from './bundler';
import { tasksIn, withPlaces } from './compiled';
import { placementOf, workerQuery } from './node-hooks';

/** What is used of a plugin's `this`, alike in all three. */
interface Context {
  emitFile(
    file:
      | { type: 'chunk'; id: string; name: string; preserveSignature: 'strict' }
      | { type: 'asset'; fileName: string; source: string },
  ): string;
  addWatchFile(file: string): void;
  error(message: string): never;
}

interface Loaded {
  readonly code: string;
  /** Lines stay where they are in what was compiled before. */
  readonly map: SourceMap | null;
  readonly moduleType: 'js' | 'ts';
}

/** Of an output. */
interface OutputOptions {
  readonly dir?: string | undefined;
  readonly format: string;
}
/** What is written there, by name. */
type Outputs = Readonly<Record<string, Asset | OutputChunk>>;
interface Asset {
  readonly type: 'asset';
  readonly source: string | Uint8Array;
}
interface OutputChunk {
  readonly type: 'chunk';
  readonly code: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly isEntry: boolean;
  /** The module that it has the exports of. */
  readonly facadeModuleId: string | null;
}

/** A plugin for Rollup 4, Rolldown 1 and Vite 7 or 8, as far as they ask of one. */
interface Plugin {
  readonly name: string;
  readonly enforce: 'pre';
  config(): { ssr: { external: string[] } };
  tsdownConfig(config: object): object;
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
  readonly generateBundle: { readonly order: 'post'; handler(options: OutputOptions, outputs: Outputs): void };
  writeBundle(options: OutputOptions, outputs: Outputs): void;
  onLog(level: unknown, log: { readonly code?: string; readonly message: string }): false | undefined;
}

/** The option of tsdown that is asked for the options of Rolldown. */
type InputOptions = (options: { plugins: unknown }, format: string, context: { readonly cjsDts: boolean }) => unknown;

const slashes = (id: string): string => id.replaceAll('\\', '/');
const fileOf = (id: string): string => (id.endsWith(workerQuery) ? id.slice(0, -workerQuery.length) : id);

function unsync(): Plugin {
  let root = process.cwd();
  let place: 'chunk' | 'loader' | 'here' = 'chunk';
  const modules = createBundledModules(() => root);
  /** What `emitFile` gave for each worker module. */
  const references = new Set<string>();
  /** What each worker module has, by the id of that. */
  const tasks = new Map<string, Tasks>();
  const manifests = createBundledManifests();
  /** Files that are there while anything is moved. */
  const written = new Set<string>();

  const plugin: Plugin = {
    name: 'unsync',
    enforce: 'pre',
    config: () => ({ ssr: { external: ['unsync'] } }),
    // else, declaration files of CommonJS are made without the plugins of the user
    tsdownConfig({ inputOptions: given }: { inputOptions?: InputOptions | object }) {
      const inputOptions: InputOptions = (options, format, context) => {
        if (context.cjsDts) options.plugins = [options.plugins, declarations];
        return typeof given === 'function' ? given(options, format, context) : given;
      };
      return { inputOptions };
    },
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
    load: loading((context, id) => {
      const output = id.endsWith(workerQuery) ? worker(id) : modules.main(id, () => location(context, id));
      if (!output) return declared(id) ?? published(context, id);
      for (const file of modules.dependenciesOf(fileOf(id))) context.addWatchFile(file);
      return { code: output.code, map: output.map, moduleType: 'js' };
    }),
    // Vite's own would be a path of the server's
    resolveFileUrl({ referenceId, relativePath, format }) {
      if (!references.has(referenceId)) return undefined;
      if (format === 'cjs' || format === 'commonjs')
        return `require('node:url').pathToFileURL(__dirname + ${JSON.stringify(`/${relativePath}`)}).href`;
      return `new URL(${JSON.stringify(relativePath)}, import.meta.url).href`;
    },
    // when all others have changed what they change
    generateBundle: {
      order: 'post',
      handler(this: Context, { dir, format }, outputs) {
        const { entries, bundle } = bundleOf(outputs);
        // without a folder, nobody else is there
        const source = (dir === undefined ? createBundledManifests() : manifests).add(
          path.resolve(dir ?? ''),
          JSON.stringify([format, entries]),
          bundle,
        );
        if (source !== undefined) this.emitFile({ type: 'asset', fileName: MANIFEST, source });
      },
    },
    writeBundle({ dir }, outputs) {
      if (dir === undefined) return;
      const file = path.resolve(dir, MANIFEST);
      const text = manifests.textOf(path.dirname(file));
      const own = outputs[MANIFEST];
      if (own?.type === 'asset') written.add(file);
      // formats are built side by side, and the last of them to be written may not have known of the others
      if (text !== undefined && own?.type === 'asset' && own.source !== text) fs.writeFileSync(file, text);
      if (text === undefined && written.delete(file)) fs.rmSync(file, { force: true });
    },
    // Rolldown warned of what it replaces itself, until its version 1.0
    onLog: (_, { code, message }) =>
      code === 'EMPTY_IMPORT_META' && stripVTControlCharacters(message).includes('import.meta.ROLLUP_FILE_URL_')
        ? false
        : undefined,
  };
  const declarations = {
    name: 'unsync:declarations',
    resolveId: plugin.resolveId,
    load: loading((_, id) => declared(id)),
  };
  return plugin;

  function worker(id: string): WorkerOutput {
    const output = modules.worker(fileOf(id));
    tasks.set(slashes(id), output.tasks);
    return output;
  }

  function bundleOf(outputs: Outputs): { entries: string[]; bundle: Bundle } {
    const workers = new Map<string, Tasks>();
    const entries: string[] = [];
    for (const [name, output] of Object.entries(outputs)) {
      if (output.type !== 'chunk' || !output.isEntry || !output.facadeModuleId) continue;
      const id = output.facadeModuleId;
      const has = tasks.get(slashes(id)) ?? tasksIn(id);
      if (has) workers.set(name, has);
      else entries.push(id);
    }
    const chunkOf = (name: string) => {
      const chunk = outputs[name];
      if (chunk?.type !== 'chunk') return undefined;
      return { code: chunk.code, imports: [...chunk.imports, ...chunk.dynamicImports] };
    };
    return { entries: entries.sort(), bundle: { root, workers, chunkOf } };
  }

  /** A declaration file that tsdown is about to make, of what is written. */
  function declared(id: string): Loaded | undefined {
    const output = modules.declarations(id);
    return output && { ...output, moduleType: 'ts' };
  }

  /** A module of a library that was compiled before. */
  function published(context: Context, id: string): Loaded | undefined {
    const code = place === 'chunk' ? withPlaces(id, (compiled) => chunk(context, compiled, id)) : undefined;
    return code === undefined ? undefined : { code, map: null, moduleType: 'js' };
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

const loading = (load: (context: Context, id: string) => Loaded | undefined): Plugin['load'] => ({
  order: 'pre',
  handler(this: Context, id) {
    try {
      return load(this, id);
    } catch (error) {
      return this.error((error as Error).message);
    }
  },
});

// one function is the module: ES modules and CommonJS import it alike
export = unsync;
