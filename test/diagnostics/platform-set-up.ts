// of each function of the platform: whether it does or gives another thing each time, which workers do again as they load

import { ok } from 'node:assert';
import { createHash, createHmac, hash, pbkdf2Sync, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { hrtime } from 'node:process';

const chance = Math.random();
/** @unsync */
export function usesChance(n: number): number {
  return n + chance;
}

const now = Date.now();
/** @unsync */
export function usesNow(n: number): number {
  return n + now;
}

const date = new Date().getTime();
/** @unsync */
export function usesDate(n: number): number {
  return n + date;
}

const dateText = Date().length;
/** @unsync */
export function usesDateText(n: number): number {
  return n + dateText;
}

const fixed = new Date(0).getTime();
/** @unsync */
export function usesFixed(n: number): number {
  return n + fixed;
}

const uptime = process.uptime();
/** @unsync */
export function usesUptime(n: number): number {
  return n + uptime;
}

const folder = process.cwd().length;
/** @unsync */
export function usesFolder(n: number): number {
  return n + folder;
}

const nanoseconds = Number(hrtime.bigint());
/** @unsync */
export function usesNanoseconds(n: number): number {
  return n + nanoseconds;
}

const sinceStart = performance.now();
/** @unsync */
export function usesSinceStart(n: number): number {
  return n + sinceStart;
}

const uuid = randomUUID().length;
/** @unsync */
export function usesUuid(n: number): number {
  return n + uuid;
}

const integer = randomInt(9);
/** @unsync */
export function usesInteger(n: number): number {
  return n + integer;
}

const bytes = randomBytes(1)[0]!;
/** @unsync */
export function usesBytes(n: number): number {
  return n + bytes;
}

const filled = crypto.getRandomValues(new Uint8Array(1))[0]!;
/** @unsync */
export function usesFilled(n: number): number {
  return n + filled;
}

const hashed = createHash('sha1').update('a').digest('hex').length;
/** @unsync */
export function usesHashed(n: number): number {
  return n + hashed;
}

const hashedWithKey = createHmac('sha1', 'a').update('a').digest('hex').length;
/** @unsync */
export function usesHashedWithKey(n: number): number {
  return n + hashedWithKey;
}

const hashedAtOnce = hash('sha1', 'a').length;
/** @unsync */
export function usesHashedAtOnce(n: number): number {
  return n + hashedAtOnce;
}

const derived = pbkdf2Sync('a', 'a', 1, 1, 'sha1').length;
/** @unsync */
export function usesDerived(n: number): number {
  return n + derived;
}

const text = readFileSync('a', 'utf8').length;
/** @unsync */
export function usesText(n: number): number {
  return n + text;
}

const exists = Number(existsSync('a'));
/** @unsync */
export function usesExists(n: number): number {
  return n + exists;
}

const cores = cpus().length;
/** @unsync */
export function usesCores(n: number): number {
  return n + cores;
}

const printed = (console.log('a'), 1);
/** @unsync */
export function usesPrinted(n: number): number {
  return n + printed;
}

const timed = (console.time('a'), 1);
/** @unsync */
export function usesTimed(n: number): number {
  return n + timed;
}

const timer = Number(setTimeout(() => {}, 1));
/** @unsync */
export function usesTimer(n: number): number {
  return n + timer;
}

const cleared = (clearTimeout(undefined), 1);
/** @unsync */
export function usesCleared(n: number): number {
  return n + cleared;
}

const moved = (process.chdir('/'), 1);
/** @unsync */
export function usesMoved(n: number): number {
  return n + moved;
}

const written = Number(process.stdout.write('a'));
/** @unsync */
export function usesWritten(n: number): number {
  return n + written;
}

const madeFolder = (mkdirSync('a'), 1);
/** @unsync */
export function usesMadeFolder(n: number): number {
  return n + madeFolder;
}

const asserted = (ok(true), 1);
/** @unsync */
export function usesAsserted(n: number): number {
  return n + asserted;
}
