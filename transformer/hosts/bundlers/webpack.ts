/**
 * Host: webpack 5 and Rspack, as a plugin of theirs. Worker modules become entries of the same compilation, which are
 * named as its chunks are, and export what threads look for.
 */
import { MANIFEST } from '../../../runtime/manifest';
import type { Tasks } from '../../7-emit/manifest';
import { createBundledManifests } from './bundled-manifest';
import { workerName } from './bundler';
import { isCompiled, tasksIn } from './compiled';
import type { Chunk, Compilation, Compiler, EntryOptions } from './webpack-api';
import { placeholder, placeholders, serve, workerRequest } from './webpack-loader';

/** A plugin for webpack 5 and Rspack, as far as they ask of one. */
interface Plugin {
  apply(compiler: object): void;
}

const name = 'unsync';

/** How a worker module has its exports at once, also where other chunks are loaded later: `chunkLoading`. */
interface Format {
  readonly externals: string;
  readonly library: string;
  readonly chunkLoading: string;
}
const formats = {
  esm: { externals: 'module', library: 'module', chunkLoading: 'import' },
  cjs: { externals: 'commonjs', library: 'commonjs2', chunkLoading: 'require' },
} satisfies Record<string, Format>;

function unsync(): Plugin {
  return { apply: (compiler) => applyTo(compiler as Compiler) };
}

function applyTo(compiler: Compiler): void {
  const modules = serve(compiler);
  const use = [{ loader: require.resolve('./webpack-loader') }];
  compiler.options.module.rules.push({
    test: /\.[cm]?[jt]sx?$/,
    exclude: /[\\/]node_modules[\\/]/,
    enforce: 'post',
    use,
  });
  // libraries have no marks, but may have been compiled
  compiler.options.module.rules.push({
    test: (file: string) => /[\\/]node_modules[\\/]/.test(file) && isCompiled(file),
    enforce: 'post',
    use,
  });
  let format: Format | undefined;
  // by then, defaults are there
  compiler.hooks.afterEnvironment.tap(name, () => {
    refuseBrowsers(compiler);
    format = formats[compiler.options.output.module ? 'esm' : 'cjs'];
    // it starts threads from files of its own
    new compiler.webpack.ExternalsPlugin(format.externals, [/^unsync(?:\/task)?$/]).apply(compiler);
  });
  // and by then, what finds out which exports there are, which has to come first
  compiler.hooks.initialize.tap(name, () => {
    const { library, chunkLoading } = format!;
    new compiler.webpack.library.EnableLibraryPlugin(library).apply(compiler);
    new compiler.webpack.javascript.EnableChunkLoadingPlugin(chunkLoading).apply(compiler);
    const workers = new WeakMap<Compilation, Workers>();
    compiler.hooks.finishMake.tapPromise(name, async (compilation) => {
      workers.set(compilation, await addWorkers(compilation, format!));
    });
    compiler.hooks.compilation.tap(name, (compilation) => {
      modules.refresh();
      const { PROCESS_ASSETS_STAGE_ADDITIONS: stage, PROCESS_ASSETS_STAGE_OPTIMIZE_HASH: hashed } =
        compiler.webpack.Compilation;
      const { processAssets } = compilation.hooks;
      processAssets.tap({ name, stage }, () => locate(compilation, workers.get(compilation)));
      // names and texts are what they will be
      processAssets.tap({ name, stage: hashed + 1 }, () => describe(compilation, workers.get(compilation)));
    });
  });
}

function refuseBrowsers({ platform, options: { name, target, plugins } }: Compiler): void {
  if (platform.node && !platform.web) return;
  const toDo = isNext(plugins)
    ? `In next.config, add the plugin where 'nextRuntime' is 'nodejs', which this build, '${name}', is not: ` +
      "webpack(config, { nextRuntime }) { if (nextRuntime === 'nodejs') config.plugins.push(unsync()); return config; }"
    : "Set target: 'node', or leave the plugin out where nothing is marked.";
  throw new Error(
    `unsync runs marked functions on threads of Node, and the target of this build is ${JSON.stringify(target)}. ${toDo}`,
  );
}

/** One of its own, in all of its builds. */
const isNext = (plugins: readonly unknown[]): boolean =>
  plugins.some((plugin) => Object(plugin).constructor?.name === 'WellKnownErrorsPlugin');

/** By the files that they are of: what they have, and the names of their entries. */
type Workers = ReadonlyMap<string, { readonly name: string; readonly tasks: Tasks | undefined }>;

/** Makes entries of the worker modules of all files in the compilation, and of those that these bring. */
async function addWorkers(compilation: Compilation, { library, chunkLoading }: Format): Promise<Workers> {
  const names = new Map<string, string>();
  for (;;) {
    const found = new Set<string>();
    for (const { buildInfo } of compilation.modules)
      for (const file of buildInfo?.unsyncWorkersOf ?? []) if (!names.has(file)) found.add(file);
    if (!found.size) return new Map([...names].map(([file, name]) => [file, { name, tasks: tasksOf(file) }]));
    const files = [...found].sort();
    for (const file of files) names.set(file, unusedName(compilation, file, new Set(names.values())));
    await Promise.all(files.map((file) => addEntry(compilation, file, entryOptions(names.get(file)!))));
  }

  /** By now: later, it may be part of a module of several. */
  function tasksOf(file: string): Tasks | undefined {
    for (const { buildInfo } of compilation.modules)
      if (buildInfo?.unsyncTasks?.file === file) return JSON.parse(buildInfo.unsyncTasks.tasks) as Tasks;
    return tasksIn(file);
  }

  function entryOptions(name: string): EntryOptions {
    const { chunkFilename } = compilation.outputOptions;
    return { name, filename: chunkFilename, library: { type: library }, chunkLoading, runtime: false };
  }
}

function addEntry(compilation: Compilation, file: string, options: EntryOptions): Promise<void> {
  const { compiler } = compilation;
  const dependency = compiler.webpack.EntryPlugin.createDependency(workerRequest(file), options);
  return new Promise((resolve, reject) => {
    compilation.addEntry(compiler.context, dependency, options, (error) => (error ? reject(error) : resolve()));
  });
}

function unusedName({ entries }: Compilation, file: string, used: ReadonlySet<string>): string {
  const wanted = workerName(file);
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted}-${i}`;
    if (!used.has(name) && !entries.has(name)) return name;
  }
}

/** Puts the names of worker modules' chunks where they are asked for: early, so that maps, minifiers and hashes see them. */
function locate(compilation: Compilation, workers: Workers = new Map()): void {
  const { compiler } = compilation;
  const places = new Map<string, { readonly url: string; readonly chunk: Chunk }>();
  for (const [file, { name }] of workers) {
    const chunk = compilation.namedChunks.get(name);
    const [chunkFile] = chunk?.files ?? [];
    if (chunk && chunkFile !== undefined)
      places.set(placeholder(compiler.context, file), { url: urlOf(chunkFile), chunk });
  }
  const chunks = [...compilation.chunks];
  const code = new Set(chunks.flatMap(({ files }) => [...files]));
  for (const { name, source, info } of compilation.getAssets()) {
    if (!code.has(name) && !info.hotModuleReplacement) continue;
    const found = [...String(source.source()).matchAll(placeholders)];
    if (!found.length) continue;
    const located = new compiler.webpack.sources.ReplaceSource(source);
    for (const { 0: text, index } of found) {
      const place = places.get(text);
      if (place === undefined)
        compilation.errors.push(new Error(`unsync: ${name} needs a worker module that is not there.`));
      else {
        located.replace(index, index + text.length - 1, place.url);
        accompany(name, place.chunk);
      }
    }
    // a hash in its name may have been taken before
    compilation.updateAsset(name, located, { immutable: false });
  }

  /** Says whose the worker module's files are, for those who take the files of a chunk elsewhere, as Next.js does. */
  function accompany(name: string, worker: Chunk): void {
    const files = [...worker.getAllReferencedChunks()].flatMap((each) => [...each.files]);
    for (const chunk of chunks)
      if (chunk !== worker && [...chunk.files].includes(name)) for (const file of files) chunk.auxiliaryFiles.add(file);
  }
}

/** Adds the manifest. */
function describe(compilation: Compilation, all: Workers = new Map()): void {
  const { compiler } = compilation;
  const workers = new Map<string, Tasks>();
  const imports = new Map<string, string[]>();
  for (const { name, tasks } of all.values()) {
    const chunk = compilation.namedChunks.get(name);
    const [chunkFile] = chunk?.files ?? [];
    if (!chunk || chunkFile === undefined || !tasks) continue;
    workers.set(withoutQuery(chunkFile), tasks);
    const files = [...chunk.getAllReferencedChunks()].flatMap((other) => [...other.files]);
    imports.set(withoutQuery(chunkFile), files.map(withoutQuery));
  }
  const sources = new Map(compilation.getAssets().map(({ name, source }) => [withoutQuery(name), source]));
  const chunkOf = (file: string) => {
    const code = sources.get(file)?.source();
    return code === undefined ? undefined : { code: String(code), imports: imports.get(file) ?? [] };
  };
  const bundle = { root: compiler.context, workers, chunkOf };
  const text = createBundledManifests().add(compiler.options.output.path, {}, bundle);
  if (text !== undefined) compilation.emitAsset(MANIFEST, new compiler.webpack.sources.RawSource(text));
}

const withoutQuery = (file: string): string => file.replace(/\?.*$/, '');

/** From the folder of the output, in letters that are the same in a URL, in a string, and in a string of code. */
const urlOf = (file: string): string =>
  `./${withoutQuery(file)
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll("'", '%27'))
    .join('/')}`;

// one function is the module: ES modules and CommonJS import it alike
export = unsync;
