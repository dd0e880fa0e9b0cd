// How many threads can compute at once: the cores, or the share of them that a container was given.
import { readFileSync } from '../../platform/node/files.js';
import { os, path } from '../../platform/node/globals.js';

/**
 * Counts as `os.availableParallelism` does on Node 24; before that, it knows nothing of CPU quotas.
 * @param read gives the text of a file, or throws; for tests
 * @public loaded by `require`, with the first call
 */
export function parallelism(read = (path: string): string => readFileSync(path, 'utf8')): number {
  const cores = os.availableParallelism() || 1;
  // As libuv does: rounded down, since a thread that is throttled for the rest of each period stalls its call.
  return process.platform === 'linux' ? Math.min(cores, Math.max(1, Math.floor(quota(read)))) : cores;
}

/** Cores' worth of time that the control groups of this process allow; a group inherits the limits above it. */
function quota(read: (path: string) => string): number {
  const tryRead = (path: string) => {
    try {
      // whatever a test has put in the place of `readFileSync`
      return String(read(path));
    } catch {
      return '';
    }
  };
  let least = Infinity;
  for (const line of tryRead('/proc/self/cgroup').split('\n')) {
    // '0::/user.slice' in version 2, '4:cpu,cpuacct:/docker/…' in version 1
    const [, controllers, group] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (group === undefined || !(controllers === '' || controllers!.split(',').includes('cpu'))) continue;
    // Inside a container the path may be the host's, and what counts stands at the root.
    for (let folder = path.posix.normalize(group); ; folder = path.posix.dirname(folder)) {
      for (const limit of controllers === ''
        ? [unified(folder)]
        : ['cpu', controllers!].map((at) => legacy(at, folder)))
        if (limit > 0) least = Math.min(least, limit);
      if (folder === '/' || folder === '.') break;
    }
  }
  return least;

  // 'max 100000', '150000 100000': microseconds of time, in each period of that length
  function unified(folder: string): number {
    const [time, period] = tryRead(path.posix.join('/sys/fs/cgroup', folder, 'cpu.max'))
      .trim()
      .split(' ');
    return Number(time) / Number(period);
  }

  // -1 is no limit
  function legacy(mount: string, folder: string): number {
    const get = (name: string) => Number(tryRead(path.posix.join('/sys/fs/cgroup', mount, folder, name)) || NaN);
    return get('cpu.cfs_quota_us') / get('cpu.cfs_period_us');
  }
}
