#!/usr/bin/env node
/** Host: the command line. `unsync verify <dir>` and `unsync clean <dir>`, for outputs that are there already. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { isWorkerModule, sourceComment } from '../output-names';
import type { TypeScript } from '../types';
import { verify } from '../verify';

const usage = `unsync verify <dir>   fails where a marked function was compiled without its stub
unsync clean <dir>    deletes the worker modules in <dir>, as 'tsc -b --clean' does the rest
`;

function main([command, folder, ...rest]: readonly string[]): number {
  if (command === '--help' || command === '-h') return say(usage, 0);
  if (command === '--version')
    return say(
      `${(JSON.parse(fs.readFileSync(path.join(__dirname, '../../../package.json'), 'utf8')) as { version: string }).version}\n`,
      0,
    );
  if ((command !== 'verify' && command !== 'clean') || folder === undefined || rest.length) return complain(usage);
  if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory())
    return complain(`unsync: '${folder}' is not a folder. Name the folder that your project is compiled to.\n`);
  const files = filesIn(folder);
  return command === 'verify' ? runVerify(folder, files) : runClean(files);
}

function runVerify(folder: string, files: readonly string[]): number {
  const ts = compiler();
  if (!ts)
    return complain(
      `unsync: verify reads the output with TypeScript's JavaScript compiler, which is not installed here. Install typescript@6.\n`,
    );
  const { marks, failures } = verify(
    ts,
    files.filter((f) => /\.[cm]?jsx?$/.test(f)),
    { readFile: (f) => (fs.existsSync(f) ? fs.readFileSync(f, 'utf8') : undefined) },
  );
  for (const f of failures) process.stdout.write(`${f.file}:${f.line}:${f.column}: ${f.message}\n`);
  if (failures.length)
    return complain(
      `\n${failures.length} of ${marks} marked functions in ${folder} would not run where they should. Compile with 'tspc', with unsync in the "plugins" of tsconfig.json.\n`,
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
  for (const worker of workers) for (const f of [worker, `${worker}.map`]) fs.rmSync(f, { force: true });
  return say(`${workers.length} worker module${workers.length === 1 ? '' : 's'} deleted.\n`, 0);
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const full = path.join(folder, e.name);
    if (e.isDirectory()) return e.name === 'node_modules' ? [] : filesIn(full);
    return [full];
  });
}

/** The project's own compiler, where it is one that JavaScript can call. */
function compiler(): TypeScript | undefined {
  for (const from of [path.join(process.cwd(), 'package.json'), __filename]) {
    try {
      const ts = createRequire(from)('typescript') as Partial<TypeScript>;
      if (ts.createSourceFile) return ts as TypeScript;
    } catch {
      // not installed there
    }
  }
  return undefined;
}

const say = (text: string, code: number): number => (process.stdout.write(text), code);
const complain = (text: string, code = 2): number => (process.stderr.write(text), code);

process.exitCode = main(process.argv.slice(2));
