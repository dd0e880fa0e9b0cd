import { add, Box, EMPTY, type Pt } from './geo.js';
/** @unsync */
export function bounds(ps: readonly Pt[] = EMPTY): string { const b = new Box(); for (const p of ps) b.include(add(p, { x: 1, y: 1 })); return JSON.stringify(b); }
