/** Which unsync this is: in caches and versions, what another one made is not taken for ours. */
import * as fs from 'node:fs';
import * as path from 'node:path';

export function packageVersion(): string {
  const file = path.join(__dirname, '..', '..', '..', 'package.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}
