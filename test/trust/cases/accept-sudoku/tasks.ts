const at = (g: number[], r: number, c: number): number => g[r * 4 + c]!;
const fits = (g: number[], r: number, c: number, v: number): boolean => { for (let i = 0; i < 4; i++) if (at(g, r, i) === v || at(g, i, c) === v) return false; return true; };
function solveIn(g: number[]): boolean { const i = g.indexOf(0); if (i < 0) return true; for (let v = 1; v <= 4; v++) if (fits(g, i >> 2, i & 3, v)) { g[i] = v; if (solveIn(g)) return true; g[i] = 0; } return false; }
/** @unsync */
export function solve(grid: readonly number[]): number[] { const g = [...grid]; return solveIn(g) ? g : []; }
