export class Lru { #all = new Map(); get(k) { return this.#all.get(k); } set(k, v) { this.#all.set(k, v); return this; } }
