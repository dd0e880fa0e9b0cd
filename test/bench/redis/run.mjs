/**
 * `npm run bench:redis` [-- --quick | --json file]: unsync on BullMQ beside BullMQ by hand, on one Redis, in one run.
 *
 * A caller and a worker of each are processes of their own. A round measures every contender once, in an order of its
 * own; figures are medians over rounds, ratios are taken within rounds. It measures: its exit code says nothing of the figures.
 */
import { execFileSync, fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { linkRuntime, repository } from '../../corpus/project.mjs';
import { createRandom, ratio, summary } from '../statistics.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
});
const here = import.meta.dirname;
const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');
const print = (text) => process.stdout.write(`${text}\n`);
const folder = path.join(repository, '.cache/bench-redis');
const data = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-bench-'));
const env = { ...process.env, UNSYNC_SECRET: 'what only this benchmark has, and nobody else' };

/** `worst`: how many times the plain figure it may be, `best`: how many times it must be. */
const rows = [
  {
    key: 'roundtrip',
    title: 'round trip, one after the other',
    size: 1000,
    rounds: 5,
    figure: 'p50',
    better: 'lower',
    unit: 'ms',
    demanded: 1 / 1.3,
  },
  { key: 'roundtrip', title: '  its 95th percentile', figure: 'p95', better: 'lower', unit: 'ms' },
  {
    key: 'burst',
    title: '20,000 trivial calls at once (BullMQ: addBulk)',
    size: 20_000,
    rounds: 3,
    figure: 'perSecond',
    better: 'higher',
    unit: '/s',
    demanded: 10,
  },
  {
    key: 'singles',
    title: '2,000 trivial calls at once (BullMQ: add, waitUntilFinished)',
    size: 2000,
    rounds: 3,
    figure: 'perSecond',
    better: 'higher',
    unit: '/s',
  },
  {
    key: 'large',
    title: '10 MB there and back',
    size: 10_000_000,
    rounds: 3,
    figure: 'ms',
    better: 'lower',
    unit: 'ms',
  },
  {
    key: 'recovery',
    title: 'SIGKILL of the worker until there is a result',
    size: 1500,
    rounds: 2,
    figure: 'ms',
    better: 'lower',
    unit: 'ms',
  },
];
/** BullMQ by hand, with a processor on the worker's own thread, which may not compute for long; and in threads of BullMQ's. */
const contenders = ['unsync', 'plain', 'threads'];

fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
linkRuntime(folder, repository);
for (const name of ['bullmq', 'ioredis', '@types'])
  if (!fs.existsSync(path.join(folder, 'node_modules', name)))
    fs.symlinkSync(path.join(repository, 'node_modules', name), path.join(folder, 'node_modules', name), 'junction');
for (const name of ['src', 'tsconfig.json', 'caller.mjs', 'plain-worker.mjs', 'processors.mjs'])
  fs.cpSync(path.join(here, name), path.join(folder, name), { recursive: true });
fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
execFileSync(process.execPath, [cli, 'build', '--outDir', 'dist'], { cwd: folder, stdio: 'inherit' });

const port = await freePort();
const pidFile = path.join(data, 'redis.pid');
const settings = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''];
execFileSync('redis-server', [
  ...['--port', port, '--bind', '127.0.0.1', '--dir', data, '--pidfile', pidFile, '--daemonize', 'yes'],
  ...settings,
]);
const children = new Set();
try {
  await measure();
} finally {
  for (const child of children) child.kill('SIGKILL');
  process.kill(Number(fs.readFileSync(pidFile, 'utf8')));
  fs.rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}

async function measure() {
  const redis = execFileSync('redis-server', ['--version'], { encoding: 'utf8' }).match(/v=(\S+)/)[1];
  const { version } = JSON.parse(fs.readFileSync(path.join(repository, 'node_modules/bullmq/package.json'), 'utf8'));
  print(
    `Node ${process.version}, Redis ${redis} with its log (appendonly), BullMQ ${version}, ${os.availableParallelism()} cores, load ${os.loadavg()[0].toFixed(1)}\n`,
  );
  const workers = {};
  const callers = {};
  for (const name of contenders) {
    workers[name] = await startWorker(name);
    callers[name] = await startCaller(name);
  }
  // what is warmed up first is not measured
  for (const name of contenders)
    for (const [row, size] of [
      ['roundtrip', 2000],
      ['singles', 2000],
      ['burst', 20_000],
      ['large', 10_000_000],
    ])
      await ask(callers[name], row, size);
  const random = createRandom(1);
  const samples = {};
  for (const { key, size, rounds } of rows.filter((row) => row.rounds)) {
    const own = key === 'recovery';
    samples[key] = Object.fromEntries(contenders.map((name) => [name, []]));
    for (let round = 0; round < (options.quick ? 1 : rounds); round++) {
      for (const name of [...contenders].sort(() => random() - 0.5)) {
        // nobody kills the worker of another row
        samples[key][name].push(
          own ? await recover(name, callers, workers, size) : await ask(callers[name], key, size),
        );
      }
    }
  }
  const results = rows.map((row) => {
    const of = (name) => samples[row.key][name].map((each) => each[row.figure]);
    const factor = ratio(of('unsync'), of('plain'), row.better);
    return { ...row, ...Object.fromEntries(contenders.map((name) => [name, summary(of(name))])), ratio: factor };
  });
  const shown = ({ median }, unit) =>
    `${median >= 100 ? Math.round(median).toLocaleString('en') : median.toFixed(2)} ${unit}`;
  print(
    `${''.padEnd(62)}${'unsync'.padStart(14)}${'BullMQ'.padStart(14)}${'its threads'.padStart(14)}${'by BullMQ'.padStart(11)}${'demanded'.padStart(11)}`,
  );
  for (const { title, unsync, plain, threads, ratio, unit, demanded } of results)
    print(
      title.padEnd(62) +
        shown(unsync, unit).padStart(14) +
        shown(plain, unit).padStart(14) +
        shown(threads, unit).padStart(14) +
        `${ratio.toFixed(2)} ×`.padStart(11) +
        (demanded ? `${demanded.toFixed(2)} ×${ratio >= demanded ? '' : ' !'}`.padStart(11) : ''),
    );
  if (options.json)
    fs.writeFileSync(
      options.json,
      `${JSON.stringify({ date: new Date().toISOString(), node: process.version, redis, bullmq: version, results }, undefined, 2)}\n`,
    );
}

async function recover(name, callers, workers, size) {
  const under = new Promise((resolve) => callers[name].once('message', resolve));
  const done = ask(callers[name], 'recovery', size, true);
  await under;
  await new Promise((resolve) => setTimeout(resolve, 700));
  workers[name].kill('SIGKILL');
  // another is there at once
  workers[name] = await startWorker(name);
  return done;
}

function startWorker(name) {
  const args =
    name === 'unsync' ? [cli, 'worker', '--redis', `redis://127.0.0.1:${port}`] : ['plain-worker.mjs', name, port];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  return new Promise((resolve, reject) => {
    let output = '';
    const onData = (chunk) => {
      output += chunk;
      if (output.includes('takes calls')) resolve(child);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('exit', () => reject(new Error(`the worker ended: ${output}`)));
  });
}

async function startCaller(name) {
  const child = fork('caller.mjs', [name, port], { cwd: folder, env });
  children.add(child);
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

function ask(child, row, size) {
  return new Promise((resolve, reject) => {
    const onMessage = ({ figures, error }) => {
      if (!figures && !error) return;
      child.off('message', onMessage);
      if (figures) resolve(figures);
      else reject(new Error(error));
    };
    child.on('message', onMessage);
    child.send({ row, size });
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(String(port)));
    });
  });
}
