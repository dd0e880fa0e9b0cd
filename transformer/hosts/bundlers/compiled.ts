/** Serves hosts that bundle with libraries whose marked functions were moved to worker modules when they were built. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { manifestOf, readManifest, type Tasks } from '../../7-emit/manifest';
import { disk } from '../../7-emit/writer';

/** Places of worker modules, as they are written for files beside each other, and by bundlers. */
const asModule = /new URL\((["'`])(?:\.\/)?([^"'`/]*\.unsync[^"'`/]*\.m?js)\1, ?import\.meta\.url\)/g;
const asScript = /__dirname ?\+ ?["'`]\/[^"'`/]*\.unsync[^"'`/]*\.c?js["'`]/;
/** Whatever else names one, as libraries do that were bundled. */
const named = /["'`](?:\.?\/)?([^"'`\s]*\.unsync[^"'`/\s]*\.[cm]?js)["'`]/g;
/** A worker module tells where its main module is by what both are called. */
const asksWhere = /import\.meta\.(?:url|filename)(?: = import\.meta\.(?:url|filename))?\.slice\(0, -/;

const asksForTask = /["'`]unsync\/task["'`]/;

/** Holds where a file has functions that were moved when it was compiled. */
export const isCompiled = (file: string): boolean =>
  /\.[cm]?jsx?$/.test(file) && fs.existsSync(file) && asksForTask.test(fs.readFileSync(file, 'utf8'));

/** Holds where a file is the worker module of such a file, as ES modules have them. */
export const isCompiledWorker = (file: string): boolean => /\.unsync[^\\/]*\.m?js$/.test(file);

/**
 * The text of a module that was compiled before, in a library, with other places for its worker modules; nothing for
 * all others. Throws where that would change what they do.
 */
export function withPlaces(file: string, placeOf: (worker: string) => string): string | undefined {
  if (!/\.[cm]?jsx?$/.test(file) || !fs.existsSync(file)) return undefined;
  const text = fs.readFileSync(file, 'utf8');
  if (!asksForTask.test(text)) return undefined;
  const refuse = (why: string) =>
    new Error(
      `${file} has functions that unsync moved to a worker module when it was built, and ${why}. Keep it external.`,
    );
  if (asScript.test(text)) throw refuse('it is CommonJS: in a bundle it would not find that');
  const besides = text.replace(asModule, '');
  for (const [, name] of besides.matchAll(named))
    if (fs.existsSync(path.join(path.dirname(file), name!)))
      throw refuse(`it was bundled: another bundle would not find that`);
  const placed = text.replace(asModule, (written, _quote, name: string) => {
    const worker = path.join(path.dirname(file), name);
    if (!fs.existsSync(worker)) return written;
    if (asksWhere.test(fs.readFileSync(worker, 'utf8')))
      throw refuse('that asks where it is: a bundle would change it');
    return placeOf(worker);
  });
  return placed === text ? undefined : placed;
}

/** Tasks that a worker module of such a library has, as the manifest says that was written with it. */
export function tasksIn(worker: string): Tasks | undefined {
  if (!isCompiledWorker(worker)) return undefined;
  const file = worker.split(path.sep).join('/');
  const name = manifestOf(file, disk);
  if (name === undefined) return undefined;
  return readManifest(disk.readFile(name)!)!.modules[path.posix.relative(path.posix.dirname(name), file)]!.tasks;
}
