/**
 * Host: esbuild, and with it tsup, as a plugin. esbuild emits no chunks, so each worker module is a build of its own,
 * and what comes of it an asset of the user's build: esbuild gives it its name, writes it, and knows where it is from
 * wherever the stub ends up.
 */
import * as path from 'node:path';
import type { OnLoadResult, PluginBuild } from 'esbuild';
import { workerQuery } from '../loaders/node-hooks';
import { type BundledManifests, createBundledManifests } from './bundled-manifest';
import { type BundledModules, createBundledModules } from './bundler';
import { createOutputs } from './esbuild-outputs';
import {
  buildWorker,
  firstMark,
  loadCompiled,
  loadMarked,
  moduleFormat,
  sources,
  stayOutside,
  workerFile,
} from './esbuild-worker';

/** A plugin for esbuild, whose types users of tsup may not have. */
interface Plugin {
  readonly name: string;
  setup(build: object): void;
}

function unsync(): Plugin {
  let root = process.cwd();
  // one for builds in several formats
  const modules = createBundledModules(
    () => root,
    () => {},
  );
  const manifests = createBundledManifests();
  return {
    name: 'unsync',
    setup(given) {
      const build = given as PluginBuild;
      root = build.initialOptions.absWorkingDir ?? root;
      install(build, modules, manifests);
    },
  };
}

/** Modules that say where a worker module is, and the worker modules themselves, as assets. */
const places = 'unsync';
const workers = 'unsync-worker';
const ofPlace = 'unsync:worker';

function install(build: PluginBuild, modules: BundledModules, manifests: BundledManifests): void {
  const { initialOptions: options } = build;
  const root = options.absWorkingDir ?? process.cwd();
  const shown = (file: string) => path.relative(root, file).split(path.sep).join('/');
  const outputs = createOutputs(root, options, workers, manifests);
  /** Files that came to us to be loaded. */
  const seen = new Set<string>();
  // says where assets end up
  options.metafile = true;

  build.onStart(() => {
    modules.refresh();
    outputs.begin();
    seen.clear();
  });
  stayOutside(build);

  build.onLoad({ filter: sources, namespace: 'file' }, ({ path: file }) => {
    seen.add(file);
    return load(file);
  });

  function load(file: string): OnLoadResult | undefined {
    // its module's format is not known here, and CommonJS has no `import`
    const placeOf = (of: string) => `require(${JSON.stringify(of + workerQuery)}).location`;
    const loaded = loadMarked(root, file, () => modules.main(file, () => placeOf(file))) ?? loadCompiled(file, placeOf);
    const reason = loaded && !loaded.errors && unfit(options);
    if (reason) return { errors: [{ text: reason, location: firstMark(root, file) }] };
    // others decide its kinds, too
    return loaded && { ...loaded, watchFiles: modules.dependenciesOf(file).map((name) => path.normalize(name)) };
  }

  build.onResolve({ filter: /\?unsync$/ }, ({ path: id }) => {
    const file = id.slice(0, -workerQuery.length);
    return { namespace: places, path: shown(file), pluginData: file };
  });
  build.onLoad({ filter: /^/, namespace: places }, ({ pluginData: file }) => ({
    contents: `import worker from '${ofPlace}';\n${
      moduleFormat(options) === 'esm'
        ? 'export const location = new URL(worker, import.meta.url);'
        : "import { join } from 'node:path';\nexport const location = join(__dirname, worker);"
    }\n`,
    resolveDir: path.dirname(file as string),
    pluginData: file,
  }));

  build.onResolve({ filter: new RegExp(`^${ofPlace}$`), namespace: places }, ({ importer, pluginData }) => ({
    namespace: workers,
    // its last part is its name before a hash, and all of it what tells it from others
    path: `${importer}/${workerFile(options, pluginData as string)}`,
    pluginData,
  }));
  build.onLoad({ filter: /^/, namespace: workers }, async ({ path: id, pluginData: file }) => {
    const worker = await buildWorker(build, modules, root, file as string);
    if ('errors' in worker) return worker;
    outputs.add(id, worker);
    return { contents: worker.code.contents, loader: 'file', watchFiles: worker.inputs };
  });

  build.onEnd((result) => {
    if (result.errors.length || !result.metafile) return undefined;
    const missed = Object.keys(result.metafile.inputs)
      .map((name) => path.resolve(root, name))
      .filter((file) => sources.test(file) && !seen.has(file) && load(file));
    outputs.end(result);
    return {
      errors: missed.map((file) => ({
        text: 'This file has marks of unsync, and another plugin has loaded it. Put unsync() before that plugin.',
        location: firstMark(root, file),
      })),
    };
  });
}

/** Why builds with such options can't have marked files. */
function unfit({ bundle, platform, publicPath, mangleProps, outdir, outfile }: PluginBuild['initialOptions']) {
  const wrong = !bundle
    ? "Without 'bundle: true', esbuild does not link a file with its worker module. Bundle it, or compile with 'npx unsync build'."
    : platform !== 'node'
      ? `Marked functions run on threads of Node, and this build is for '${platform ?? 'browser'}'. Set platform: 'node'.`
      : publicPath
        ? "With 'publicPath', esbuild says where a file is served, and not where Node finds it. Leave it out of the build for Node."
        : mangleProps
          ? "With 'mangleProps', a property has different names in the main module and in the worker module. Leave it out."
          : !outdir && !outfile
            ? "A worker module is a file beside the bundle. Set 'outdir' or 'outfile'."
            : undefined;
  return wrong && `This file has marks of unsync. ${wrong}`;
}

// one function is the module: ES modules and CommonJS import it alike
export = unsync;
