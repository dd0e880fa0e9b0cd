/** Loaded before a compiler, by `node --import`: says what its process took, when it ends or is asked. */
import fs from 'node:fs';

/** Microseconds of all its threads, and the most memory that it had, in kilobytes. */
function usage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpu: userCPUTime + systemCPUTime, memory: maxRSS };
}

const file = process.env.UNSYNC_BENCH_USAGE;
if (file) process.on('exit', () => fs.writeFileSync(file, JSON.stringify(usage())));
if (process.send) process.on('message', () => process.send(usage()));
