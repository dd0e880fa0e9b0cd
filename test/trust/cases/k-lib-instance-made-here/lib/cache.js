export class Lru { m = new Map(); set(k, v) { this.m.set(k, v); } get(k) { return this.m.get(k); } }
