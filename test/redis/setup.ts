/** Redis itself is Debian's. */
import { execFileSync, spawnSync } from 'node:child_process';

export default function setup(): void {
  if (spawnSync('redis-server', ['--version']).status === 0) return;
  const install = 'apt-get install -y --no-install-recommends redis-server';
  try {
    execFileSync('sh', ['-c', `apt-get update -qq; DEBIAN_FRONTEND=noninteractive ${install} -qq`], {
      stdio: 'ignore',
    });
  } catch {
    throw new Error(
      `these tests start a redis-server, and there is none, nor can it be installed here: sudo ${install}`,
    );
  }
}
