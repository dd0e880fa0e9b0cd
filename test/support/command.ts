/**
 * Commands of `unsync` in the process of the test, which has loaded the compiler once: to load it, and to warm up, is most
 * of what a process of its own takes. What is the process's they find as it would be there.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll } from 'vitest';

const require = createRequire(import.meta.url);
afterAll((require('./code-cache.cjs') as { keepAll(): void }).keepAll);
const cli = path.resolve(import.meta.dirname, '../../dist/transformer/hosts/cli/cli.js');

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** For those that have said all when they return: `explain`, `verify`, `clean`, and what is wrong with a command. */
export async function command(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const { argv, env: ownEnv, exitCode, stdout, stderr } = process;
  const [folder, writeOut, writeErr] = [process.cwd(), stdout.write, stderr.write];
  const said = { stdout: '', stderr: '' };
  process.argv = [process.execPath, cli, ...args];
  process.env = env;
  process.exitCode = undefined;
  process.chdir(cwd);
  stdout.write = (text: unknown) => ((said.stdout += String(text)), true);
  stderr.write = (text: unknown) => ((said.stderr += String(text)), true);
  try {
    delete require.cache[cli];
    require(cli);
    // it sets the exit code in a microtask
    await new Promise(setImmediate);
    return { status: Number(process.exitCode ?? 0), ...said };
  } finally {
    Object.assign(stdout, { write: writeOut });
    Object.assign(stderr, { write: writeErr });
    process.chdir(folder);
    Object.assign(process, { argv, env: ownEnv, exitCode });
  }
}
