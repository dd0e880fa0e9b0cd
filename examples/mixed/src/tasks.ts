// The four kinds of work. Nothing but the mark says that a function may leave its thread, and
// nothing but what is in the function says which thread suits it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { begin, type Report } from './report.js';

/**
 * The commonest phrases of two to five words in a text, each with its count.
 * It only computes, so it is cpu-bound: another core.
 * @unsync
 */
export function findPhrases(name: string, text: string): Report<string[]> {
  const finish = begin('findPhrases', name);
  const words = text.match(/\w+/g) ?? [];
  const commonest: string[] = [];
  for (let length = 2; length <= 5; length++) {
    const counts = new Map<string, number>();
    for (let i = 0; i + length <= words.length; i++) {
      const phrase = words.slice(i, i + length).join(' ');
      counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
    }
    const [phrase, count] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0]);
    commonest.push(`${count} × ${phrase}`);
  }
  return finish(commonest);
}

const TOOL = 'fetch(process.argv[1]).then(r => r.arrayBuffer()).then(b => process.stdout.write(new Uint8Array(b)))';

/**
 * The SHA-256 of a file that a command-line tool downloads; Node itself is the tool, so that there is one.
 * `execFileSync` holds its thread until the tool is done, so it is blocking: a thread that may wait.
 * @unsync
 */
export function downloadWithTool(server: string, name: string): Report<string> {
  const finish = begin('downloadWithTool', name);
  const bytes = execFileSync(process.execPath, ['--eval', TOOL, server + name], { maxBuffer: 2 ** 26 });
  return finish(createHash('sha256').update(bytes).digest('hex'));
}

/**
 * The text of a file.
 * An async function waits without a thread, so it is async: the event loop that is there already.
 * @unsync
 */
export async function download(server: string, name: string): Promise<Report<string>> {
  const finish = begin('download', name);
  const response = await fetch(server + name);
  return finish(await response.text());
}

/**
 * The SHA-256 of a file, while it arrives.
 * It waits and computes by turns. Stated so, it does that on the event loop of a background thread.
 * @unsync background
 */
export async function digest(server: string, name: string): Promise<Report<string>> {
  const finish = begin('digest', name);
  const hash = createHash('sha256');
  const { body } = await fetch(server + name);
  for await (const chunk of body!) hash.update(chunk);
  return finish(hash.digest('hex'));
}
