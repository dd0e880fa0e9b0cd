#!/usr/bin/env node
/** Host: the command line. `unsync build` and `unsync explain` for a project; `unsync verify` and `unsync clean` for what it was compiled to; `unsync trace` for what it did. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { runWorker, workerUsage } from '../../../runtime/bullmq/command';
import { MANIFEST } from '../../../runtime/manifest';
import { readManifest } from '../../7-emit/manifest';
import { isWorkerModule, sourceComment } from '../../7-emit/output-names';
import { packageVersion } from '../../7-emit/package-version';
import { verify } from '../../report/verify';
import { NO_COMPILER, type Output } from '../command';
import { findCompiler, noCompiler } from '../compiler';
import { runBuild } from './build';
import { runCheck } from './check';
import { explainUsage, runExplain } from './explain';
import { runTrace, traceUsage } from './trace';

const verifyUsage = `unsync verify <dir>...
                      fails where a marked function was compiled without its stub`;
const cleanUsage = `unsync clean <dir>...
                      deletes the worker modules in <dir> and their manifest, as 'tspc -b --clean' does the rest`;
const usage = `unsync build [...]    compiles as tspc does, and takes its options, with no compiler patched:
                      -p tsconfig.json, -b, --watch, --incremental, --noEmit, ...
unsync check [-p tsconfig.json]
                      type-checks with TypeScript 7's engine; what can't be moved to a worker is for build to find
${explainUsage}
                      says of each marked function where it runs and why, what is copied, and what crosses;
                      of a file, what each phase of the compiler makes of it
${verifyUsage}
${cleanUsage}
${workerUsage}
${traceUsage}
                      makes one HTML page of what a program wrote that ran with UNSYNC_TRACE=trace.json
`;

/** Nothing, where the command sets the exit code itself. */
function main([command, ...args]: readonly string[]): number | undefined | Promise<number> {
  switch (command) {
    case '--help':
    case '-h':
      return say(usage, 0);
    case '--version':
      return say(`${packageVersion()}\n`, 0);
    case 'build':
      return void runBuild(args, output());
    case 'explain':
      return runExplain(args, output());
    case 'check':
      return runCheck(args, output());
    case 'trace':
      return runTrace(args, output());
    case 'worker':
      return runWorker(args, (text) => void process.stderr.write(text));
    case 'verify':
      return inFolders(args, 'verify', verifyUsage, runVerify);
    case 'clean':
      return inFolders(args, 'clean', cleanUsage, runClean);
    case undefined:
      return complain(usage);
    default:
      return complain(`unsync: there is no command '${command}'. There are these:\n\n${usage}`);
  }
}

/** Gives the worst exit code. */
function inFolders(
  folders: readonly string[],
  command: string,
  its: string,
  run: (folder: string, files: readonly string[]) => number,
): number {
  const option = folders.find((each) => each.startsWith('-'));
  if (option !== undefined) return complain(`unsync: '${option}' is not what ${command} takes.\n${its}\n`);
  if (!folders.length)
    return complain(`unsync: ${command} needs the folder that your project is compiled to.\n${its}\n`);
  const none = folders.find((each) => !fs.existsSync(each) || !fs.statSync(each).isDirectory());
  if (none !== undefined)
    return complain(`unsync: '${none}' is not a folder. Name the folder that your project is compiled to.\n`);
  return Math.max(...folders.map((each) => run(each, filesIn(each))));
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
  const ts = findCompiler(folder);
  if (!ts) return complain(`unsync: ${noCompiler('verify reads the output with')}\n`, NO_COMPILER);
  const scripts = files.filter((f) => /\.[cm]?jsx?$/.test(f));
  if (!scripts.length)
    return complain(
      `unsync: there is no JavaScript in '${folder}'. Name the folder that your project is compiled to.\n`,
    );
  const { marks, failures } = verify(ts, scripts, {
    readFile: (f) => (fs.existsSync(f) ? fs.readFileSync(f, 'utf8') : undefined),
  });
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

function runClean(_folder: string, files: readonly string[]): number {
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
