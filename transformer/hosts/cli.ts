#!/usr/bin/env node
/** Host: the command line. `unsync build` and `unsync explain` for a project; `unsync verify` and `unsync clean` for what it was compiled to; `unsync trace` for what it did. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { runWorker, workerUsage } from '../../runtime/bullmq/command';
import { MANIFEST } from '../../runtime/manifest';
import { readManifest } from '../manifest';
import { isWorkerModule, sourceComment } from '../output-names';
import { packageVersion } from '../package-version';
import { verify } from '../verify';
import { runBuild } from './build';
import { runCheck } from './check';
import type { Output } from './command';
import { findCompiler, noCompiler } from './compiler';
import { runExplain } from './explain';
import { runTrace, traceUsage } from './trace';

const usage = `unsync build [...]    compiles as tspc does, and takes its options, with no compiler patched:
                      -p tsconfig.json, -b, --watch, --incremental, --noEmit, ...
unsync check [-p tsconfig.json]
                      type-checks with TypeScript 7's engine; what can't be moved to a worker is for build to find
unsync explain [-p tsconfig.json] [--json]
                      says of each marked function where it runs and why, what is copied, and what crosses
unsync verify <dir>   fails where a marked function was compiled without its stub
unsync clean <dir>    deletes the worker modules in <dir>, as 'tspc -b --clean' does the rest
${workerUsage}
unsync clean <dir>    deletes the worker modules in <dir> and their manifest, as 'tspc -b --clean' does the rest
${traceUsage}
                      makes one HTML page of what a program wrote that ran with UNSYNC_TRACE=trace.json
`;

/** Nothing, where the command sets the exit code itself. */
function main([command, ...args]: readonly string[]): number | undefined | Promise<number> {
  const [folder, ...rest] = args;
  if (command === '--help' || command === '-h') return say(usage, 0);
  if (command === '--version') return say(`${packageVersion()}\n`, 0);
  if (command === 'build') return void runBuild(args, output());
  if (command === 'explain') return runExplain(args, output());
  if (command === 'check') return runCheck(args, output());
  if (command === 'trace') return runTrace(args, output());
  if (command === 'worker') return runWorker(args, (text) => void process.stderr.write(text));
  if ((command !== 'verify' && command !== 'clean') || folder === undefined || rest.length) return complain(usage);
  if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory())
    return complain(`unsync: '${folder}' is not a folder. Name the folder that your project is compiled to.\n`);
  const files = filesIn(folder);
  return command === 'verify' ? runVerify(folder, files) : runClean(files);
}

function output(): Output {
  const { FORCE_COLOR: force = '0', NO_COLOR: none } = process.env;
  const colours = force !== '0' || (process.stdout.isTTY && !none);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colours,
  };
}

function runVerify(folder: string, files: readonly string[]): number {
  const ts = findCompiler();
  if (!ts) return complain(`unsync: ${noCompiler('verify reads the output with')}\n`);
  const { marks, failures } = verify(
    ts,
    files.filter((f) => /\.[cm]?jsx?$/.test(f)),
    { readFile: (f) => (fs.existsSync(f) ? fs.readFileSync(f, 'utf8') : undefined) },
  );
  for (const f of failures) process.stdout.write(`${f.file}:${f.line}:${f.column}: ${f.message}\n`);
  if (failures.length)
    return complain(
      `\n${failures.length}${marks ? ` of ${marks}` : ''} marked functions in ${folder} would not run where they should. Compile with 'unsync build', or with 'tspc' and unsync in the "plugins" of tsconfig.json.\n`,
      1,
    );
  return say(
    marks
      ? `${marks} marked functions in ${folder}, each with its stub and its worker module.\n`
      : `No marked function in ${folder}. With 'removeComments' and without source maps, marks can't be seen.\n`,
    0,
  );
}

function runClean(files: readonly string[]): number {
  const workers = files.filter(
    (f) => isWorkerModule(path.basename(f)) && sourceComment.read(f, fs.readFileSync(f, 'utf8')),
  );
  const manifests = files.filter((f) => path.basename(f) === MANIFEST && readManifest(fs.readFileSync(f, 'utf8')));
  for (const f of [...workers.flatMap((worker) => [worker, `${worker}.map`]), ...manifests])
    fs.rmSync(f, { force: true });
  return say(`${workers.length} worker module${workers.length === 1 ? '' : 's'} deleted.\n`, 0);
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const full = path.join(folder, e.name);
    if (e.isDirectory()) return e.name === 'node_modules' ? [] : filesIn(full);
    return [full];
  });
}

const say = (text: string, code: number): number => (process.stdout.write(text), code);
const complain = (text: string, code = 2): number => (process.stderr.write(text), code);

void (async () => {
  const code = await main(process.argv.slice(2));
  if (code !== undefined) process.exitCode = code;
})();
