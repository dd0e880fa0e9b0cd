/** What one writes by hand: a BullMQ worker that does the work itself, or has threads of BullMQ's do it. */
import { pathToFileURL } from 'node:url';
import { Worker } from 'bullmq';
import process from './processors.mjs';

const [name, port] = globalThis.process.argv.slice(2);
const inThreads = name === 'threads';
const processor = inThreads ? pathToFileURL('processors.mjs') : process;
const worker = new Worker(name, processor, {
  connection: { host: '127.0.0.1', port: Number(port) },
  ...(inThreads ? { useWorkerThreads: true, concurrency: 2 } : { concurrency: 100 }),
  // as unsync's own: with BullMQ's defaults a killed worker is missed after a minute
  lockDuration: 5000,
  stalledInterval: 2000,
  maxStalledCount: 5,
});
await worker.waitUntilReady();
globalThis.process.stdout.write('takes calls\n');
