/**
 * Set-up of every test file: what it starts has a limit, after which it is killed. Vitest's own limits are timers of
 * this process, which none reaches while it waits for a child in `spawnSync`.
 */
import children, { type SpawnSyncReturns } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { beforeEach } from 'vitest';

type Invoke = (...given: any[]) => any;

/** Longer than any test has, so that it is the test that says first what it waits for. SIGTERM is what our runtime handles. */
const limits = { timeout: 300_000, killSignal: 'SIGKILL' } as const;

/** For `(command, arguments?, options?, callback?)`. */
function limited(given: readonly unknown[]): unknown[] {
  const callback = given.filter((each) => typeof each === 'function');
  const before = given.filter((each) => typeof each === 'string' || each instanceof URL || Array.isArray(each));
  const options = given.find((each) => !callback.includes(each as never) && !before.includes(each));
  return [...before, { ...limits, ...(options as object | undefined) }, ...callback];
}

/** One that has been killed may have printed all that is expected of it. */
function spawnedInTime(...given: any[]): SpawnSyncReturns<string | Buffer> {
  const ended = (spawnSync as Invoke)(...limited(given)) as SpawnSyncReturns<string | Buffer>;
  if ((ended.error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT')
    throw new Error(`${[given[0], given[1]].flat().join(' ')} did not end. It printed: ${ended.stdout}${ended.stderr}`);
  return ended;
}

const { spawnSync } = children;
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn'] as const) {
  const invoke = children[name] as Invoke & { [promisify.custom]?: Invoke };
  const own: typeof invoke = (...given) => invoke(...limited(given));
  const promised = invoke[promisify.custom];
  if (promised) own[promisify.custom] = (...given) => promised(...limited(given));
  children[name] = own as never;
}
children.spawnSync = spawnedInTime as never;
syncBuiltinESMExports();

// for a list of processes: one that waits can not say it
beforeEach(({ task }) => {
  process.title = `${task.file.name} > ${task.name}`;
});
