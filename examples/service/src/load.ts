// The service's users, in a process of their own: four who want pictures, and one who asks whether it is well.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** What they saw; times are milliseconds. */
export interface Seen {
  readonly pictures: number;
  readonly took: number;
  /** How long `/health` took to answer, in ascending order. */
  readonly health: readonly number[];
  /** Of the pictures: both services are to draw the same. */
  readonly digest: string;
}

const [url] = process.argv.slice(2);
const users = 4;
const each = 6;

async function wantPictures(): Promise<string> {
  const hash = createHash('sha256');
  for (let i = 0; i < each; i++) {
    const response = await fetch(`${url}/fractal/${200 + 20 * i}`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    hash.update(Buffer.from(await response.arrayBuffer()));
  }
  return hash.digest('hex');
}

async function ask(): Promise<number> {
  const from = performance.now();
  await (await fetch(`${url}/health`)).json();
  return performance.now() - from;
}

await ask();
const health: number[] = [];
let done = false;
const from = performance.now();
const pictures = Promise.all(Array.from({ length: users }, wantPictures)).finally(() => {
  done = true;
});
do {
  health.push(await ask());
  await pause(5);
} while (!done);
const digests = await pictures;
const seen: Seen = {
  pictures: users * each,
  took: performance.now() - from,
  health: health.sort((a, b) => a - b),
  digest: digests.join(),
};
process.send!(seen);
