import dc from 'node:diagnostics_channel';
const ch = dc.channel('trust');
/** @unsync */
export function f(n: number): number { ch.publish({ n }); return n; }
