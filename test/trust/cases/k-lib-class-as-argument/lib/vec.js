export class Vec { static unit = 1; constructor(x) { this.x = x; } norm() { return this.x * Vec.unit; } }
