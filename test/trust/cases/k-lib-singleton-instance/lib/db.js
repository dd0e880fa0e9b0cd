export class Db { #m = new Map(); put(k, v) { this.#m.set(k, v); } get(k) { return this.#m.get(k); } }
export const db = new Db();
