import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
/** @unsync */
export function digest(data: string): string { const b = Buffer.from(data); const z = gzipSync(b); const back = gunzipSync(z); back[0] = back[0]! | 0; return createHash('sha1').update(back).digest('hex').slice(0, 8); }
