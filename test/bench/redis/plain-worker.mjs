/** What one writes by hand: a BullMQ worker whose processor does the work itself. */
import { Worker } from 'bullmq';

const [port, locks] = process.argv.slice(2);
const quick = locks === 'short' ? { lockDuration: 5000, stalledInterval: 2000 } : {};
const processors = {
  square: ({ n }) => n * n,
  // JSON has no bytes
  reversed: ({ bytes }) => Buffer.from(bytes, 'base64').reverse().toString('base64'),
  // it may not hold up the renewal of its lock
  spin: async ({ ms }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return process.pid;
  },
};
const worker = new Worker('plain', async (job) => processors[job.name](job.data), {
  connection: { host: '127.0.0.1', port: Number(port) },
  concurrency: 100,
  maxStalledCount: 5,
  ...quick,
});
await worker.waitUntilReady();
process.stdout.write('takes calls\n');
