// `unsync worker`: the command line of `startWorker`.
import { parseArgs } from 'node:util';
import { UnsyncError } from '../shared/errors.js';
import { shown } from './builds.js';
import { serveHealth } from './health.js';
import { startWorker, type WorkerOptions } from './worker.js';

export const workerUsage = `unsync worker [--manifest dist] [--redis <url>] [--prefix <text>] [--health [<host>:]<port>]
                      takes calls that other machines send by way of BullMQ, for the build whose
                      unsync-manifest.json is in the folder; --manifest may stand several times.
                      UNSYNC_SECRET in the environment is what callers have; UNSYNC_REDIS is for --redis`;

/** Exit codes: nothing to report, it failed, it was called wrongly. */
const [DONE, FAILED, MISUSED] = [0, 1, 2];

/**
 * Runs until SIGTERM or SIGINT, and then until the calls that it has are done; a second signal ends it at once.
 * @returns the exit code
 */
export async function runWorker(args: readonly string[], say: (text: string) => void): Promise<number> {
  let parsed: { options: WorkerOptions; health: string | undefined };
  try {
    parsed = read(args);
  } catch (error) {
    say(`unsync worker: ${(error as Error).message}\n\n${workerUsage}\n`);
    return MISUSED;
  }
  const { options, health } = parsed;
  try {
    const worker = await startWorker(options);
    const [host, port] = addressOf(health);
    const server = port === undefined ? undefined : await serveHealth(worker, port, host);
    const folders = [options.manifest].flat().map(shown).join(', ');
    const builds = worker.status().builds.map((id) => id.slice(0, 8));
    say(`unsync worker: takes calls of ${folders} (build ${builds.join(', ')})\n`);
    await signalled();
    say('unsync worker: takes no more calls, and finishes those it has\n');
    await worker.close();
    server?.close();
    return DONE;
  } catch (error) {
    if (!(error instanceof UnsyncError) && !('syscall' in (error as object))) throw error;
    say(`unsync worker: ${(error as Error).message}\n`);
    return FAILED;
  }
}

function read(args: readonly string[]): { options: WorkerOptions; health: string | undefined } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      manifest: { type: 'string', multiple: true, default: ['dist'] },
      redis: { type: 'string' },
      prefix: { type: 'string' },
      health: { type: 'string' },
    },
  });
  const { manifest, redis, prefix, health } = values;
  addressOf(health);
  return { options: { manifest, connection: redis, prefix }, health };
}

function addressOf(text: string | undefined): [host: string, port: number | undefined] {
  if (text === undefined) return ['', undefined];
  const [, host = '127.0.0.1', port] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65535)
    throw new TypeError(`--health is '${text}': it must be a port, or host:port`);
  return [host, Number(port)];
}

/** Settles with the first signal; a second one finds Node's own way to end. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.off('SIGTERM', end);
      process.off('SIGINT', end);
      resolve();
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
  });
}
