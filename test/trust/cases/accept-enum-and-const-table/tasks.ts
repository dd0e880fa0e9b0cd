export enum Op { Add = 'add', Mul = 'mul' }
const OPS: Record<Op, (a: number, b: number) => number> = { [Op.Add]: (a, b) => a + b, [Op.Mul]: (a, b) => a * b };
const LIMITS = Object.freeze({ max: 100 });
/** @unsync */
export function run(op: Op, xs: number[]): number { return Math.min(LIMITS.max, xs.reduce(OPS[op])); }
