import { sum } from './tasks.js';
const registry = {}; Object.defineProperty(registry, 'version', { value: 2 });
const counter = { n: 0, get next() { return ++this.n; } };
console.log(await sum({ x: 1, y: counter.next }), (registry as { version: number }).version, counter.n);
