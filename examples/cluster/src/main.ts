// A service, three workers, one killed while it runs: what becomes of its calls, in words and as a picture.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type History, seconds, tell } from './history.js';
import { readJournal, readLedger } from './journal.js';
import { startLoad } from './load.js';
import { startCluster } from './processes.js';
import { drawTimeline } from './timeline.js';

const picture = process.argv[2] ?? 'dist/timeline.svg';
const victim = 2;
/** Milliseconds of everyday life before, and after. */
const [before, after] = [1500, 1000];

const folder = mkdtempSync(join(tmpdir(), 'unsync-cluster-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

try {
  await main();
} catch (error) {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  const isMissing = code === 'ENOENT' && syscall === 'spawn redis-server';
  console.error(
    isMissing
      ? 'There is no redis-server here: sudo apt-get install redis-server, or set UNSYNC_REDIS to the URL of one.'
      : message,
  );
  process.exit(1);
}

async function main(): Promise<void> {
  const cluster = await startCluster(3, folder);
  const pids = cluster.workers.map(({ pid }) => pid!);
  console.log(`Redis at ${cluster.redis}, a service at ${cluster.url}, workers 1, 2, 3 with pids ${pids.join(', ')}`);

  const from = Date.now();
  const load = startLoad(cluster.url);
  const killed = await Promise.race([load.failure, play()]);
  await load.stop();
  const to = Date.now();
  await cluster.end();

  const history: History = { from, to, workers: pids, killed, runs: readJournal(folder), answers: load.answers };
  console.log(tell(history, readLedger(folder)));
  writeFileSync(picture, drawTimeline(history));
  console.log(`The picture: ${picture}`);

  /** Everything that happens to the cluster under load. */
  async function play(): Promise<History['killed']> {
    await pause(before);
    const had = await inTheMiddle(pids[victim - 1]!);
    cluster.workers[victim - 1]!.kill('SIGKILL');
    const killed = { worker: victim, at: Date.now() };
    console.log(`After ${seconds(killed.at - from)} worker ${victim} is killed: it has ${had.join(' and ')}`);
    const isAnswered = (call: string) => load.answers.some((answer) => answer.call === call);
    while (!had.every(isAnswered)) await pause(20);
    await pause(after);
    return killed;
  }
}

/** Settles when a worker has begun to draw a frame, and to book an order, but is far from the end of either: with both. */
async function inTheMiddle(pid: number): Promise<string[]> {
  for (;;) {
    const now = Date.now();
    const running = readJournal(folder).filter((run) => run.pid === pid && run.ended === undefined);
    const calls = Object.entries({ frame: 400, order: 1000 }).map(([what, most]) =>
      running.find(({ call, began }) => call.startsWith(what) && now - began > 100 && now - began < most),
    );
    if (calls.every((run) => run !== undefined)) return calls.map(({ call }) => call);
    await pause(10);
  }
}
