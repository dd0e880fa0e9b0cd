import { changeIt as change } from './names.js';
import { lookAtIt as look } from './state.js';
class Label { constructor(readonly n: number) {} toString(): string { return String(change(1)); } }
const viewed = (n: number) => ({ valueOf: (): number => look(n) });
export class Base { constructor(public v: number) {} }
export class Sub extends Base { run(n: number): number { return ((m: number): number => Number(`${new Label(m)}`))(n); } }
export const size = (n: number): number => Number(viewed(n));
