import type { Shape } from './shapes.js';
/** @unsync */
export function names(of: { shapes: Shape[] }): string { return of.shapes.map((s) => `${s.constructor.name} ${s.size}`).join(); }
