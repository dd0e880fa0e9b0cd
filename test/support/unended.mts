/**
 * Says which tests have begun and not ended: each minute of those that take long, and of all when the run is ended from
 * outside. A run in which nothing has happened for very long is not waited for: the processes of its files are killed.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

const minute = 60_000;
/** Of a file: then it is named. */
const long = 5 * minute;
/** Without a sign of any test; the longest that one may take is half of it. */
const endless = 10 * minute;

const minutes = (ms: number): string => `${(ms / minute).toFixed(1)} min`;
/** At once: the process may be about to end. */
const say = (text: string): void => void fs.writeSync(2, `${text}\n`);

export class Unended implements Reporter {
  // by their names: Vitest has an object of its own for each event
  readonly #files = new Map<string, { readonly name: string; readonly since: number }>();
  readonly #tests = new Map<string, { readonly name: string; readonly file: string; readonly since: number }>();
  #last = Date.now();
  #timer: NodeJS.Timeout | undefined;

  onTestRunStart(): void {
    this.#last = Date.now();
    this.#timer ??= setInterval(() => this.#look(), minute).unref();
    process.once('SIGTERM', this.#all);
  }
  onTestRunEnd(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    process.off('SIGTERM', this.#all);
  }
  // as soon as its process has it: it may hang before its first test, too
  onTestModuleQueued(module: TestModule): void {
    this.#files.set(module.id, { name: module.relativeModuleId, since: (this.#last = Date.now()) });
  }
  onTestModuleEnd(module: TestModule): void {
    this.#last = Date.now();
    this.#files.delete(module.id);
  }
  onTestCaseReady(test: TestCase): void {
    this.#tests.set(test.id, { name: test.fullName, file: test.module.id, since: (this.#last = Date.now()) });
  }
  onTestCaseResult(test: TestCase): void {
    this.#last = Date.now();
    this.#tests.delete(test.id);
  }

  #look(): void {
    this.#print(long);
    const silence = Date.now() - this.#last;
    if (silence < endless || !this.#files.size) return;
    say(`Nothing has happened for ${minutes(silence)}.`);
    killAll();
  }

  readonly #all = (): void => {
    this.#print(0);
    killAll();
  };

  #print(least: number): void {
    const now = Date.now();
    for (const [id, { name, since }] of this.#files) {
      if (now - since < least) continue;
      say(`${name} has run for ${minutes(now - since)}`);
      for (const test of this.#tests.values())
        if (test.file === id) say(`  ${test.name}: for ${minutes(now - test.since)}`);
    }
  }
}

/** What waits for a child does not hear of SIGTERM. */
function killAll(): void {
  say('What runs, and is killed:');
  for (const { pid, text } of descendants()) {
    say(text);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it has just ended
    }
  }
}

/** Processes below this one, those that were started first coming first. */
function descendants(): { readonly pid: number; readonly text: string }[] {
  const found: { readonly pid: number; readonly text: string }[] = [];
  const below = new Set([process.pid]);
  let listed = '';
  try {
    listed = execFileSync('ps', ['-eo', 'pid,ppid,etime,args', '--sort=start_time'], { encoding: 'utf8' });
  } catch {
    say('(there is no ps that could tell)');
  }
  for (const text of listed.split('\n')) {
    const [pid, parent] = text.trim().split(/\s+/).map(Number);
    if (!below.has(parent!) || / ps -eo /.test(text)) continue;
    below.add(pid!);
    found.push({ pid: pid!, text: text.slice(0, 200) });
  }
  return found;
}
