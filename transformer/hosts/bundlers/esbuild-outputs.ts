/** Outputs that worker modules bring into a build of esbuild's beside their code: source maps, assets, a manifest, and who is made from what. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BuildOptions, BuildResult, OutputFile } from 'esbuild';
import { MANIFEST } from '../../../runtime/manifest';
import type { Tasks } from '../../7-emit/manifest';
import { digest } from '../../7-emit/worker-hash';
import type { BundledManifests } from './bundled-manifest';
import type { Worker } from './esbuild-worker';

export interface Outputs {
  begin(): void;
  /** By the path of its asset. */
  add(id: string, worker: Worker): void;
  /** Once all assets have their names. */
  end(result: BuildResult): void;
}

/** @param namespace of the assets */
export function createOutputs(
  root: string,
  { sourcemap, outfile, outdir }: BuildOptions,
  namespace: string,
  manifests: BundledManifests,
): Outputs {
  const folder = path.resolve(root, outfile ? path.dirname(outfile) : (outdir ?? ''));
  const workers = new Map<string, Worker>();
  let written = new Set<string>();
  /** Which of the builds of the folder this is. */
  const build = {};
  return { begin: () => workers.clear(), add: (id, worker) => void workers.set(id, worker), end };

  function end({ metafile, outputFiles }: BuildResult): void {
    const { inputs, outputs } = metafile!;
    const before = written;
    written = new Set();
    const moved = new Map<string, Tasks>();
    const codes = new Map<string, string>();
    for (const [id, worker] of workers) {
      const asset = Object.keys(outputs).find((name) => `${namespace}:${id}` in outputs[name]!.inputs);
      // nobody calls what it has
      if (!asset) continue;
      const own = worker.metafile;
      const main = nameOf(worker.code);
      const { entryPoint, ...about } = own.outputs[main]!;
      outputs[asset] = { ...about, bytes: outputs[asset]!.bytes };
      for (const other of worker.others) {
        // where no comment says so, its name says whose it is
        const isNamed = nameOf(other) === `${main}.map` && !isLinked(sourcemap);
        const name = isNamed ? `${asset}.map` : nameOf(other);
        outputs[name] ??= own.outputs[nameOf(other)]!;
        place(path.resolve(root, name), other);
      }
      Object.assign(inputs, { ...own.inputs, ...inputs });
      const name = path.relative(folder, path.resolve(root, asset)).split(path.sep).join('/');
      if (worker.tasks) moved.set(name, worker.tasks);
      codes.set(name, worker.code.text);
    }
    // each is a build of its own, with all that it imports
    const chunkOf = (name: string) => ({ code: codes.get(name)!, imports: [] });
    if (manifests.add(folder, build, { root, workers: moved, chunkOf }) !== undefined) {
      const manifest = manifestFile();
      outputs[nameOf(manifest)] = { bytes: manifest.contents.length, inputs: {}, imports: [], exports: [] };
      place(manifest.path, manifest);
    }
    // esbuild deletes what it has written before
    for (const file of before) if (!written.has(file)) fs.rmSync(file, { force: true });

    function place(file: string, output: OutputFile): void {
      if (outputFiles) {
        if (!outputFiles.some((known) => known.path === file))
          outputFiles.push(output.path === file ? output : { ...output, path: file });
        return;
      }
      written.add(file);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, output.contents);
    }
  }

  /** Another format may be built side by side, into the same folder: who writes this later, writes what it is by then. */
  function manifestFile(): OutputFile {
    return {
      path: path.join(folder, MANIFEST),
      get hash() {
        return digest(this.text);
      },
      get text() {
        return manifests.textOf(folder) ?? '';
      },
      get contents() {
        return Buffer.from(this.text);
      },
    };
  }

  function nameOf(output: OutputFile): string {
    return path.relative(root, output.path).split(path.sep).join('/');
  }
}

const isLinked = (sourcemap: BuildOptions['sourcemap']): boolean => sourcemap === true || sourcemap === 'linked';
