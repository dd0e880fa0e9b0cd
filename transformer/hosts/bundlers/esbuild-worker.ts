/** The build of a worker module by esbuild, inside the user's, and what both have in common. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type {
  BuildFailure,
  BuildOptions,
  BuildResult,
  OnLoadResult,
  OutputFile,
  PartialMessage,
  Plugin,
  PluginBuild,
} from 'esbuild';
import type { Tasks } from '../../7-emit/manifest';
import { workerQuery } from '../loaders/node-hooks';
import { type BundledModules, type Finding, type Main, nowhere, type Output, Refused, workerName } from './bundler';
import { isCompiledWorker, tasksIn, withPlaces } from './compiled';

export const sources = /\.[cm]?[jt]sx?$/;

export interface Worker {
  readonly code: OutputFile;
  /** Nothing, of a library that says nothing of it. */
  readonly tasks: Tasks | undefined;
  /** Its source map, and assets of its own. */
  readonly others: readonly OutputFile[];
  readonly metafile: NonNullable<BuildResult['metafile']>;
  /** Absolute paths of what it is made from. */
  readonly inputs: string[];
}
interface Failed {
  readonly errors: PartialMessage[];
  readonly watchFiles: string[];
}

/** How modules are loaded: an IIFE by Node is CommonJS. */
export const moduleFormat = ({ format }: BuildOptions): 'esm' | 'cjs' => (format === 'esm' ? 'esm' : 'cjs');

/** The name of the worker module of a source, before a hash. */
export function workerFile({ outfile, outExtension }: BuildOptions, file: string): string {
  const extension = /\.[cm]?js$/.exec(outfile ?? '')?.[0] ?? outExtension?.['.js'] ?? '.js';
  return workerName(file) + extension;
}

/** The package starts threads from files of its own. */
export function stayOutside(build: PluginBuild): void {
  const imported = 'unsync-import';
  // what CommonJS asks for in an ES module, esbuild leaves to a `require` that is not there
  build.onResolve({ filter: /^unsync(?:\/task)?$/ }, ({ path: name, kind }) =>
    kind === 'require-call' && moduleFormat(build.initialOptions) === 'esm'
      ? { path: name, namespace: imported }
      : { path: name, external: true },
  );
  build.onLoad({ filter: /^/, namespace: imported }, ({ path: name }) => ({ contents: `export * from '${name}';` }));
}

export async function buildWorker(
  build: PluginBuild,
  modules: BundledModules,
  root: string,
  file: string,
): Promise<Worker | Failed> {
  const { entryPoints, stdin, outfile, outbase, globalName, splitting, ...options } = build.initialOptions;
  const { plugins = [], assetNames = '[name]-[hash]', legalComments } = options;
  const name = workerFile(build.initialOptions, file);
  const extension = path.extname(name);
  const isCompiled = isCompiledWorker(file);
  let tasks = isCompiled ? tasksIn(file) : undefined;
  const inside = ofWorker(modules, root, () => {
    const output = modules.worker(file);
    ({ tasks } = output);
    return output;
  });
  try {
    const { metafile, outputFiles } = await build.esbuild.build({
      ...options,
      entryPoints: [{ in: isCompiled ? file : file + workerQuery, out: name.slice(0, -extension.length) }],
      // where the asset will be, since its map and its own assets are beside it
      outdir: outfile ? path.dirname(path.resolve(root, outfile)) : options.outdir!,
      entryNames: assetNames,
      outExtension: { ...options.outExtension, '.js': extension },
      format: moduleFormat(options),
      ...((legalComments === 'linked' || legalComments === 'external') && { legalComments: 'eof' }),
      plugins: [inside, ...plugins.filter((plugin) => plugin.name !== inside.name).map(withoutEnd)],
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const main = Object.keys(metafile.outputs).find((output) => metafile.outputs[output]!.entryPoint)!;
    const isCode = (output: OutputFile) => output.path === path.resolve(root, main);
    return {
      code: outputFiles.find(isCode)!,
      tasks,
      others: outputFiles.filter((output) => !isCode(output)),
      metafile,
      inputs: Object.keys(metafile.inputs)
        .map((input) => path.resolve(root, input.replace(/\?unsync$/, '')))
        .filter((input) => fs.existsSync(input)),
    };
  } catch (failure) {
    const { errors } = failure as BuildFailure;
    if (!errors) throw failure;
    const notes = errors.flatMap((error) => [error, ...error.notes]).map(({ text, location }) => ({ text, location }));
    const places = notes.flatMap(({ location }) => (location ? [path.resolve(root, location.file)] : []));
    // as notes, since most of them are errors of the user's build, too
    const text = "The worker module of this file can't be built.";
    return { errors: [{ text, location: firstMark(root, file), notes }], watchFiles: [file, ...places] };
  }
}

/** In a worker, calls run where they are: other marked files have no worker modules there. */
function ofWorker(modules: BundledModules, root: string, worker: () => Output): Plugin {
  return {
    name: 'unsync',
    setup(build) {
      stayOutside(build);
      build.onResolve({ filter: /\?unsync$/ }, ({ path: id }) => ({
        path: id.slice(0, -workerQuery.length),
        suffix: workerQuery,
      }));
      build.onLoad(
        { filter: sources, namespace: 'file' },
        ({ path: file, suffix }) =>
          loadMarked(root, file, () => (suffix ? worker() : modules.main(file, nowhere))) ??
          loadCompiled(file, nowhere),
      );
    },
  };
}

/** Other plugins' work when all is built is not for a part of it. */
const withoutEnd = ({ name, setup }: Plugin): Plugin => ({
  name,
  setup: (build) => setup({ ...build, onEnd: () => {} }),
});

export function loadMarked(
  root: string,
  file: string,
  load: () => Output | Main | undefined,
): OnLoadResult | undefined {
  // they have no marks, and are many
  if (/[\\/]node_modules[\\/]/.test(file)) return undefined;
  try {
    const output = load();
    if (!output) return undefined;
    const { code, map } = output;
    // beside the file, in every version of esbuild
    const relative = { ...map, sources: [encodeURIComponent(path.basename(file))] };
    const inline = Buffer.from(JSON.stringify(relative)).toString('base64');
    return {
      contents: `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`,
      loader: file.endsWith('x') ? 'jsx' : 'js',
      resolveDir: path.dirname(file),
      warnings: 'warnings' in output ? output.warnings.map((warning) => messageOf(root, warning)) : [],
    };
  } catch (error) {
    if (error instanceof Refused) return { errors: error.findings.map((finding) => messageOf(root, finding)) };
    return { errors: [{ text: (error as Error).message, location: firstMark(root, file), detail: error }] };
  }
}

/** A module of a library that was compiled before, as it is to be in a bundle. */
export function loadCompiled(file: string, placeOf: (worker: string) => string): OnLoadResult | undefined {
  try {
    const contents = withPlaces(file, placeOf);
    return contents === undefined ? undefined : { contents, loader: 'js', resolveDir: path.dirname(file) };
  } catch (error) {
    return { errors: [{ text: (error as Error).message }] };
  }
}

/** Where to look, for what is true of all marks in a file. */
export function firstMark(root: string, file: string): NonNullable<PartialMessage['location']> {
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/);
  const at = Math.max(
    lines.findIndex((line) => line.includes('unsync')),
    0,
  );
  return { file: path.relative(root, file), line: at + 1, lineText: lines[at]! };
}

/** As esbuild shows it, with the line; it counts bytes. */
function messageOf(root: string, { text, file, line, column, length, lineText, chain }: Finding): PartialMessage {
  const bytes = (from: number, to: number) => Buffer.byteLength(lineText.slice(from, to));
  return {
    text,
    location: {
      file: path.relative(root, file),
      line,
      column: bytes(0, column),
      length: bytes(column, column + length),
      lineText,
    },
    notes: chain.map((finding) => {
      const { text, location } = messageOf(root, finding);
      return { text: text!, location: location! };
    }),
  };
}
