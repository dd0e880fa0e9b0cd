/**
 * Where Node's hooks are not asked, or asked too late, marked files are loaded as they are written, and their functions would
 * run on the calling thread without a word.
 */
import { Session } from 'node:inspector';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { load, probe } from './node-hooks';

const build = (runs = 'node') => `Build, and run what is built: npx unsync build && ${runs} dist/main.js`;

/** @throws in a host that is known to load files in its own way, or has no hooks */
export function refuseOthers(nodeModule: object): void {
  if ('bun' in process.versions) throw unheard(`Bun asks none. ${build('bun')}`);
  if ('Deno' in globalThis) throw unheard(`Deno asks none. ${build('deno run -A')}`);
  if ('__vitest_worker__' in globalThis)
    throw unheard('Vitest loads what tests import by Vite: give it the plugin of unsync/vite');
  if (!('register' in nodeModule))
    throw unheard(`this host has none. Under Jest, the transformer is unsync/jest; else: ${build()}`);
}

/** Ends the program where what it imports does not come by the hooks. */
export function checkHooks(): void {
  const fail = (cause?: unknown) => {
    throw unheard(`something in this process asks none. ${build()}`, cause);
  };
  import(probe).then(({ default: isThere }: { default: unknown }) => isThere === true || fail(), fail);
}

/** @throws where a marked file is there already */
export function refuseLate(): void {
  const early = scripts().find((url) => load(url));
  if (early === undefined) return;
  const [file, main] = [fileURLToPath(early), process.argv[1] ?? 'main.ts'].map((name) =>
    path.relative(process.cwd(), name),
  );
  throw new Error(
    `unsync: ${file} was loaded before unsync/register, as what a module imports is before it runs, so its marks do nothing. Register first: node --import unsync/register ${main}`,
  );
}

/** URLs of files that are loaded; V8 alone knows of those that are not run yet. */
function scripts(): string[] {
  const urls: string[] = [];
  const session = new Session();
  try {
    session.connect();
  } catch {
    return [];
  }
  session.on('Debugger.scriptParsed', ({ params }) => params.url.startsWith('file:') && urls.push(params.url));
  session.post('Debugger.enable');
  session.post('Debugger.disable');
  session.disconnect();
  return urls;
}

const unheard = (why: string, cause?: unknown): Error =>
  new Error(
    `unsync: unsync/register compiles marked files by hooks of Node's loader, and ${why}`,
    cause === undefined ? undefined : { cause },
  );
