/**
 * Host: Jest, as a transformer. Threads load worker modules outside of Jest's registry, as they do under
 * `unsync/register`. Files without marks are another transformer's, if one is named; else types are stripped here.
 */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { packageVersion } from '../../7-emit/package-version';
import { isToBeCompiled, type Output } from '../../modules/modules';
import { keep, workers } from '../loaders/kept-workers';
import * as hooks from '../loaders/node-hooks';
import { hoistMocks } from './jest-hoist';

/** The second of `['unsync/jest', options]`. */
interface Options {
  /** Of files without marks: `ts-jest`, `['@swc/jest', options]`. */
  readonly transformer?: string | readonly [name: string, options?: object];
}

/** Parts that Jest 29 and 30 have in common: what is used of what they give, and of a transformer. */
interface Request {
  readonly config: { readonly rootDir: string };
  readonly configString: string;
  readonly instrument: boolean;
  readonly supportsStaticESM: boolean;
}
type Step<R> = (text: string, file: string, request: Request) => R;
interface Transformer {
  process?: Step<object | string>;
  processAsync?: Step<Promise<object | string>>;
  getCacheKey?: Step<string>;
  getCacheKeyAsync?: Step<Promise<string>>;
}
interface TransformerModule extends Transformer {
  createTransformer?(options: object): Transformer;
}

function createTransformer({ transformer }: Options = {}) {
  // for each test file: when watching, others may have changed
  if (compiled.size) hooks.modules().refresh();
  for (const file of compiled.keys()) checkMemory(file);
  const [name, options = {}] = typeof transformer === 'string' ? [transformer] : (transformer ?? []);
  let other: Transformer | undefined;
  const others = ({ config }: Request) => (name === undefined ? undefined : (other ??= load(name, options, config)));
  // Jest instruments what comes out of here: some transformers would have done it before
  const forOther = (request: Request) => ({ ...request, instrument: false, transformerConfig: options });

  return {
    process(text: string, file: string, request: Request) {
      const output = ours(file, request);
      if (output) return output;
      const found = others(request);
      if (!found) return strip(file, request);
      if (found.process) return found.process(text, file, forOther(request));
      throw new TypeError(`unsync: the transformer '${name}' is asynchronous, which Jest takes for ES modules only`);
    },
    async processAsync(text: string, file: string, request: Request) {
      const output = ours(file, request);
      if (output) return output;
      const found = others(request);
      return found ? (found.processAsync ?? found.process)!(text, file, forOther(request)) : strip(file, request);
    },
    getCacheKey(text: string, file: string, request: Request) {
      const made = ours(file, request)?.code ?? others(request)?.getCacheKey?.(text, file, forOther(request));
      return keyOf(text, file, request, made);
    },
    async getCacheKeyAsync(text: string, file: string, request: Request) {
      const code = ours(file, request)?.code;
      if (code !== undefined) return keyOf(text, file, request, code);
      const { getCacheKeyAsync, getCacheKey } = others(request) ?? {};
      return keyOf(text, file, request, await (getCacheKeyAsync ?? getCacheKey)?.(text, file, forOther(request)));
    },
  };
}

// --------------------------------------------------------------- marked files

/** The outputs that each marked file was compiled to, and from what. */
const compiled = new Map<
  string,
  { output: Output; format: hooks.Format; state: object; changed: number | undefined }
>();
let isSetUp = false;
const task = path.join(__dirname, 'jest-task.js');

/**
 * A marked file, in Jest's format. It is compiled whether or not Jest has it in its cache: what it is compiled to
 * depends on other files, and threads need the worker module.
 */
function ours(file: string, { config, supportsStaticESM }: Request): Output | undefined {
  if (!isSetUp)
    hooks.setUp({
      isThread: !isMainThread,
      workers,
      keep,
      host: 'unsync/jest',
      root: config.rootDir,
      before: hoistMocks,
    });
  isSetUp = true;
  return compile(file, supportsStaticESM ? 'esm' : 'cjs');
}

function compile(file: string, format: hooks.Format): Output | undefined {
  if (!isToBeCompiled(fs.readFileSync(file, 'utf8'))) return hooks.check(file);
  const known = compiled.get(file);
  if (known?.format === format && known.state === hooks.modules().stateOf(file, format)) return known.output;
  const asNode = hooks.compile(file);
  if (!asNode) return undefined;
  const { code, map } = asNode.format === format ? asNode.main : hooks.compileAs(file, format)!.main;
  const output = { code: code.replace(/(["'])unsync\/task\1/, () => JSON.stringify(task)), map };
  compiled.set(file, { output, format, state: hooks.modules().stateOf(file, format), changed: changeOf(file) });
  return output;
}

/** Jest does not ask again for a file that has not changed itself: it keeps what it had, for as long as it watches. */
function checkMemory(file: string): void {
  const known = compiled.get(file)!;
  if (changeOf(file) !== known.changed || compile(file, known.format)?.code === known.output.code) return;
  compiled.set(file, known);
  throw new Error(
    `unsync: since other files have changed, ${file} compiles to something else, of which Jest takes no notice while it watches. Save that file, or start Jest anew.`,
  );
}

const changeOf = (file: string): number | undefined => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;

// ---------------------------------------------------------------- other files

function strip(file: string, { supportsStaticESM }: Request): Output {
  return hooks.modules().transpile(file, supportsStaticESM ? 'esm' : 'cjs');
}

function keyOf(text: string, file: string, request: Request, made: string | undefined): string {
  const format = request.supportsStaticESM ? 'esm' : 'cjs';
  const { ts, optionsOf } = hooks.modules();
  const { configString, instrument } = request;
  const parts = [
    packageVersion(),
    ts.version,
    format,
    instrument,
    configString,
    optionsOf(file, format),
    file,
    text,
    made,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function load(name: string, options: object, { rootDir }: Request['config']): Transformer {
  const found = createRequire(path.join(rootDir, 'package.json'))(name) as TransformerModule & {
    default?: TransformerModule;
  };
  const module = found.default ?? found;
  const made = module.createTransformer?.(options) ?? module;
  if (!(made.process || made.processAsync))
    throw new TypeError(`unsync: '${name}' is to transform what has no marks, and has no process()`);
  return made;
}

// Jest takes it from `import` and `require` alike
export = { createTransformer };
