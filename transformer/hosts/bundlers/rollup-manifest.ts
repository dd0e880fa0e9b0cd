/** The manifest among what Rollup, Rolldown or Vite writes: of the worker modules that have become chunks. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { MANIFEST } from '../../../runtime/manifest';
import type { Tasks } from '../../7-emit/manifest';
import { type Bundle, createBundledManifests } from './bundled-manifest';
import { tasksIn } from './compiled';
import type { Outputs } from './rollup-api';

export interface ManifestOutput {
  /** Tasks that a worker module has, by the id of that. */
  tasksOf(id: string, tasks: Tasks): void;
  /** The text for what is about to be written, if there is one. */
  textFor(dir: string | undefined, format: string, outputs: Outputs, root: string): string | undefined;
  /** They are written: others may have been meanwhile. */
  written(dir: string | undefined, outputs: Outputs): void;
}

export function createManifestOutput(): ManifestOutput {
  const tasks = new Map<string, Tasks>();
  const manifests = createBundledManifests();
  /** Files that are there while anything is moved. */
  const files = new Set<string>();
  return {
    tasksOf: (id, has) => void tasks.set(slashes(id), has),
    textFor(dir, format, outputs, root) {
      const { entries, workers } = entriesOf(outputs);
      const chunkOf = (name: string) => {
        const chunk = outputs[name];
        if (chunk?.type !== 'chunk') return undefined;
        return { code: chunk.code, imports: [...chunk.imports, ...chunk.dynamicImports] };
      };
      const bundle: Bundle = { root, workers, chunkOf };
      // without a folder, nobody else is there
      const all = dir === undefined ? createBundledManifests() : manifests;
      return all.add(path.resolve(dir ?? ''), JSON.stringify([format, entries]), bundle);
    },
    written(dir, outputs) {
      if (dir === undefined) return;
      const file = path.resolve(dir, MANIFEST);
      const text = manifests.textOf(path.dirname(file));
      const own = outputs[MANIFEST];
      if (own?.type === 'asset') files.add(file);
      // formats are built side by side, and the last of them to be written may not have known of the others
      if (text !== undefined && own?.type === 'asset' && own.source !== text) fs.writeFileSync(file, text);
      if (text === undefined && files.delete(file)) fs.rmSync(file, { force: true });
    },
  };

  /** Chunks that are loaded from outside: worker modules, and all others. */
  function entriesOf(outputs: Outputs): { entries: string[]; workers: Map<string, Tasks> } {
    const workers = new Map<string, Tasks>();
    const entries: string[] = [];
    for (const [name, output] of Object.entries(outputs)) {
      if (output.type !== 'chunk' || !output.isEntry || !output.facadeModuleId) continue;
      const id = output.facadeModuleId;
      const has = tasks.get(slashes(id)) ?? tasksIn(id);
      if (has) workers.set(name, has);
      else entries.push(id);
    }
    return { entries: entries.sort(), workers };
  }
}

const slashes = (id: string): string => id.replaceAll('\\', '/');
