export class Board { constructor(n) { this.list = []; this.history = []; this.owner_ = 'owner of ' + n; } move(n) { this.list.push(n); this.history.push(this.list.length); } moves() { return this.list; } owner() { return this.owner_; } }
export class Vec { constructor(x, y) { this.x = x; this.y = y; } length() { return Math.hypot(this.x, this.y); } }
export const create = (n) => new Board(n);
