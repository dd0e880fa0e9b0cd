/**
 * Host: Rollup, Rolldown, tsdown and Vite, as a plugin of theirs. Worker modules become chunks of the same build. Where
 * Vite bundles nothing, Vitest's threads compile what they load, and the development server's calls stay on their
 * thread.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { MANIFEST } from '../../../runtime/manifest';
import type { Tasks } from '../../7-emit/manifest';
import type { WorkerOutput } from '../../modules/modules';
import type { SourceMap } from '../../modules/source-map';
import { placementOf, workerQuery } from '../loaders/node-hooks';
import { type Bundle, createBundledManifests } from './bundled-manifest';
import { createBundledModules, nowhere, workerName } from './bundler';
import { tasksIn, withPlaces } from './compiled';
import { createPlatform, type Host } from './rollup-platform';

/** Members that are used of a plugin's `this`, alike in all three. */
interface Context extends Host {
  emitFile(
    file:
      | { type: 'chunk'; id: string; name: string; preserveSignature: 'strict' }
      | { type: 'asset'; fileName: string; source: string },
  ): string;
  addWatchFile(file: string): void;
  warn(message: string): void;
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
/** Of Rolldown's. */
interface InputOptions {
  readonly platform?: string | undefined;
}
interface ViteConfig {
  readonly command: string;
  readonly root: string;
  /** Of a worker of a page. */
  readonly isWorker?: boolean;
  readonly plugins: readonly { readonly name: string }[];
}
interface External {
  readonly id: string;
  readonly external: true;
  readonly moduleSideEffects?: boolean;
}
/** Files that are written there, by name. */
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
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
  readonly isEntry: boolean;
  /** The module that it has the exports of. */
  readonly facadeModuleId: string | null;
}

/** A plugin for Rollup 4, Rolldown 1 and Vite 7 or 8, as far as they ask of one. */
interface Plugin {
  readonly name: string;
  readonly enforce: 'pre';
  config(): { ssr: { external: string[] }; worker: { plugins: () => Plugin[] } };
  tsdownConfig(config: object): object;
  configResolved(config: ViteConfig): void;
  options(options: object): void;
  buildStart(): Promise<void>;
  watchChange(): void;
  resolveId(source: string, importer?: string): string | External | undefined;
  readonly load: { readonly order: 'pre'; handler(id: string): Loaded | undefined };
  resolveFileUrl(file: {
    readonly referenceId: string;
    readonly relativePath: string;
    readonly format: string;
  }): string | undefined;
  renderStart(output: OutputOptions, input: object): void;
  readonly generateBundle: { readonly order: 'post'; handler(options: OutputOptions, outputs: Outputs): void };
  writeBundle(options: OutputOptions, outputs: Outputs): void;
  onLog(level: unknown, log: { readonly code?: string; readonly message: string }): false | undefined;
}

/** The option of tsdown that is asked for the options of Rolldown. */
type TsdownOptions = (options: { plugins: unknown }, format: string, context: { readonly cjsDts: boolean }) => unknown;

const slashes = (id: string): string => id.replaceAll('\\', '/');
const fileOf = (id: string): string => (id.endsWith(workerQuery) ? id.slice(0, -workerQuery.length) : id);

function unsync(): Plugin {
  let root = process.cwd();
  let place: 'chunk' | 'loader' | 'here' = 'chunk';
  let isWebWorker = false;
  /** Under Vitest, an environment for clients is one of jsdom, in Node, unless it is for browsers. */
  let isForTests = false;
  const platform = createPlatform(
    () => root,
    () => isWebWorker,
  );
  const modules = createBundledModules(() => root);
  /** References that `emitFile` gave for each worker module. */
  const references = new Set<string>();
  /** Tasks that each worker module has, by the id of that. */
  const tasks = new Map<string, Tasks>();
  const manifests = createBundledManifests();
  /** Files that are there while anything is moved. */
  const written = new Set<string>();

  const plugin: Plugin = {
    name: 'unsync',
    enforce: 'pre',
    // those of pages are built apart, and without the plugins of the user
    config: () => ({ ssr: { external: ['unsync'] }, worker: { plugins: () => [unsync()] } }),
    // else, declaration files of CommonJS are made without the plugins of the user
    tsdownConfig({ inputOptions: given }: { inputOptions?: TsdownOptions | object }) {
      const inputOptions: TsdownOptions = (options, format, context) => {
        if (context.cjsDts) options.plugins = [options.plugins, declarations];
        return typeof given === 'function' ? given(options, format, context) : given;
      };
      return { inputOptions };
    },
    configResolved(config) {
      ({ root } = config);
      isWebWorker = config.isWorker === true;
      place = config.command === 'build' ? 'chunk' : process.env['VITEST'] ? 'loader' : 'here';
      isForTests = place === 'loader' && !config.plugins.some(({ name }) => name === 'vitest:browser');
    },
    options: (options: InputOptions) => platform.given(options.platform),
    buildStart(this: Context) {
      modules.refresh();
      return platform.begin(this);
    },
    watchChange: () => modules.refresh(),
    resolveId(this: Context, source, importer) {
      if (source.endsWith(workerQuery)) return source;
      if (!/^unsync(?:\/task)?$/.test(source)) return undefined;
      // Vite takes what is there for browsers
      if (isForTests) return require.resolve(`../../../runtime/${source === 'unsync' ? 'index' : 'task'}`);
      const where = client(this);
      if (place !== 'chunk') return where && importer ? platform.refuse(this, importer, where) : undefined;
      platform.imported(source, importer);
      // it starts threads from files of its own
      return { id: source, external: true, ...(where && { moduleSideEffects: false }) };
    },
    load: loading((context, id) => {
      const where = id.endsWith(workerQuery) ? undefined : client(context);
      if (where) return strange(context, id, where);
      const output = id.endsWith(workerQuery) ? worker(id) : modules.main(id, () => location(context, id));
      if (!output) return declared(id) ?? published(context, id);
      if (!id.endsWith(workerQuery)) platform.marked(id);
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
    renderStart(this: Context, { format }, input) {
      platform.rendering(this, format, (input as InputOptions).platform);
    },
    // when all others have changed what they change
    generateBundle: {
      order: 'post',
      handler(this: Context, { dir, format }, outputs) {
        platform.rendered(
          this,
          Object.values(outputs).flatMap((output) => (output.type === 'chunk' ? [output] : [])),
        );
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

  function client(context: Context): string | undefined {
    return isForTests ? undefined : platform.client(context);
  }

  /** A module of a build that is not for Node: what others make of it, if it is not in the output in the end. */
  function strange(context: Context, id: string, where: string): undefined {
    if (!modules.main(id, nowhere)) return undefined;
    // a server for development takes all that is imported
    if (place !== 'chunk') platform.refuse(context, id, where);
    platform.marked(id);
    return undefined;
  }

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
    if (code === undefined) return undefined;
    platform.marked(id);
    return { code, map: null, moduleType: 'js' };
  }

  function location(context: Context, file: string): string {
    if (place === 'here') return nowhere();
    if (place === 'loader') return placementOf(file).location(true);
    return chunk(context, file + workerQuery, file);
  }

  function chunk(context: Context, id: string, file: string): string {
    const reference = context.emitFile({ type: 'chunk', id, name: workerName(file), preserveSignature: 'strict' });
    references.add(reference);
    platform.located(file);
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
