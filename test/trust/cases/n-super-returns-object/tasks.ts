interface O { n: number }
class Base { constructor(o: O) { return o as unknown as Base; } }
class Tag extends Base { constructor(o: O) { super(o); (this as unknown as O).n = 4; } }
/** @unsync */
export function f(o: O): boolean { return new Tag(o) !== null; }
