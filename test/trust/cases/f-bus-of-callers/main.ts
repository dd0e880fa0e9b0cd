import { write } from './state.js';
import { task } from './tasks.js';
class Bus { #heard: ((n: number) => void)[] = []; on(f: (n: number) => void): void { this.#heard.push(f); } emit(n: number): void { for (const f of this.#heard) f(n); } }
const bus = new Bus();
function prepare(): void { bus.on((n) => void write(n)); }
prepare();
bus.emit(1);
console.log(await task(0));
