/**
 * Host: Rollup, Rolldown, tsdown and Vite, as a plugin of theirs. Worker modules become chunks of the same build. Where
 * Vite bundles nothing, Vitest's threads compile what they load, and the development server's calls stay on their
 * thread.
 */
import { stripVTControlCharacters } from 'node:util';
import { MANIFEST } from '../../../runtime/manifest';
import type { WorkerOutput } from '../../modules/modules';
import { placementOf, workerQuery } from '../loaders/node-hooks';
import { createBundledModules, nowhere, workerName } from './bundler';
import { withPlaces } from './compiled';
import type { Context, InputOptions, Loaded, Plugin, TsdownOptions } from './rollup-api';
import { createManifestOutput, type ManifestOutput } from './rollup-manifest';
import { createPlatform, type Platform } from './rollup-platform';

const fileOf = (id: string): string => (id.endsWith(workerQuery) ? id.slice(0, -workerQuery.length) : id);

/** The build that the plugin is part of, as far as it is told. */
interface Situation {
  readonly root: string;
  readonly place: 'chunk' | 'loader' | 'here';
  /** All is for a worker of a page. */
  readonly isWebWorker: boolean;
  /** Under Vitest, an environment for clients is one of jsdom, in Node, unless it is for browsers. */
  readonly isForTests: boolean;
}

function unsync(): Plugin {
  let situation: Situation = { root: process.cwd(), place: 'chunk', isWebWorker: false, isForTests: false };
  const platform = createPlatform(
    () => situation.root,
    () => situation.isWebWorker,
  );
  const manifest = createManifestOutput();
  const modules = createModules(() => situation, platform, manifest);

  const plugin: Plugin = {
    name: 'unsync',
    enforce: 'pre',
    // those of pages are built apart, and without the plugins of the user
    config: () => ({ ssr: { external: ['unsync'] }, worker: { plugins: () => [unsync()] } }),
    tsdownConfig: (config: { inputOptions?: TsdownOptions | object }) => ({
      inputOptions: withDeclarations(config.inputOptions, declarations),
    }),
    configResolved(config) {
      const place = config.command === 'build' ? 'chunk' : process.env['VITEST'] ? 'loader' : 'here';
      situation = {
        root: config.root,
        place,
        isWebWorker: config.isWorker === true,
        isForTests: place === 'loader' && !config.plugins.some(({ name }) => name === 'vitest:browser'),
      };
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
      if (situation.isForTests) return require.resolve(`../../../runtime/${source === 'unsync' ? 'index' : 'task'}`);
      const where = modules.client(this);
      if (situation.place !== 'chunk') return where && importer ? platform.refuse(this, importer, where) : undefined;
      platform.imported(source, importer);
      // it starts threads from files of its own
      return { id: source, external: true, ...(where && { moduleSideEffects: false }) };
    },
    load: loading(modules.load),
    // Vite's own would be a path of the server's
    resolveFileUrl: ({ referenceId, relativePath, format }) =>
      modules.isOurs(referenceId) ? urlOf(relativePath, format) : undefined,
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
        const source = manifest.textFor(dir, format, outputs, situation.root);
        if (source !== undefined) this.emitFile({ type: 'asset', fileName: MANIFEST, source });
      },
    },
    writeBundle: ({ dir }, outputs) => manifest.written(dir, outputs),
    onLog: (_, log) => (isOfOurs(log) ? false : undefined),
  };
  const declarations = {
    name: 'unsync:declarations',
    resolveId: plugin.resolveId,
    load: loading((_, id) => modules.declared(id)),
  };
  return plugin;
}

/** Gives the build what it asks for of each module that has to do with us. */
function createModules(situation: () => Situation, platform: Platform, manifest: ManifestOutput) {
  const modules = createBundledModules(() => situation().root);
  /** References that `emitFile` gave for each worker module. */
  const references = new Set<string>();
  return {
    refresh: () => modules.refresh(),
    isOurs: (reference: string) => references.has(reference),
    client,
    load,
    declared,
  };

  function load(context: Context, id: string): Loaded | undefined {
    const where = id.endsWith(workerQuery) ? undefined : client(context);
    if (where) return strange(context, id, where);
    const output = id.endsWith(workerQuery) ? worker(id) : modules.main(id, () => location(context, id));
    if (!output) return declared(id) ?? published(context, id);
    if (!id.endsWith(workerQuery)) platform.marked(id);
    for (const file of modules.dependenciesOf(fileOf(id))) context.addWatchFile(file);
    return { code: output.code, map: output.map, moduleType: 'js' };
  }

  function client(context: Context): string | undefined {
    return situation().isForTests ? undefined : platform.client(context);
  }

  /** A module of a build that is not for Node: what others make of it, if it is not in the output in the end. */
  function strange(context: Context, id: string, where: string): undefined {
    if (!modules.main(id, nowhere)) return undefined;
    // a server for development takes all that is imported
    if (situation().place !== 'chunk') platform.refuse(context, id, where);
    platform.marked(id);
    return undefined;
  }

  function worker(id: string): WorkerOutput {
    const output = modules.worker(fileOf(id));
    manifest.tasksOf(id, output.tasks);
    return output;
  }

  /** A declaration file that tsdown is about to make, of what is written. */
  function declared(id: string): Loaded | undefined {
    const output = modules.declarations(id);
    return output && { ...output, moduleType: 'ts' };
  }

  /** A module of a library that was compiled before. */
  function published(context: Context, id: string): Loaded | undefined {
    const code = situation().place === 'chunk' ? withPlaces(id, (compiled) => chunk(context, compiled, id)) : undefined;
    if (code === undefined) return undefined;
    platform.marked(id);
    return { code, map: null, moduleType: 'js' };
  }

  function location(context: Context, file: string): string {
    const { place } = situation();
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

/** Has the declaration files of CommonJS made with a plugin: the user's are not asked for them. */
function withDeclarations(given: TsdownOptions | object | undefined, declarations: object): TsdownOptions {
  return (options, format, context) => {
    if (context.cjsDts) options.plugins = [options.plugins, declarations];
    return typeof given === 'function' ? given(options, format, context) : given;
  };
}

const urlOf = (relativePath: string, format: string): string =>
  format === 'cjs' || format === 'commonjs'
    ? `require('node:url').pathToFileURL(__dirname + ${JSON.stringify(`/${relativePath}`)}).href`
    : `new URL(${JSON.stringify(relativePath)}, import.meta.url).href`;

/** Rolldown warned of what it replaces itself, until its version 1.0. */
const isOfOurs = ({ code, message }: { readonly code?: string; readonly message: string }): boolean =>
  code === 'EMPTY_IMPORT_META' && stripVTControlCharacters(message).includes('import.meta.ROLLUP_FILE_URL_');

// one function is the module: ES modules and CommonJS import it alike
export = unsync;
