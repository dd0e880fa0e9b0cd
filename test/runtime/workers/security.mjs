// Hand-written as the compiler would emit it, for hostile names and data.
export class Point {
  constructor(x) {
    this.x = x;
  }
  get double() {
    return this.x * 2;
  }
}
// Without a method, a copy looks like data.
export class Mark {
  constructor(n) {
    this.n = n;
  }
}
export class Failure extends Error {}

export const __unsyncTasks = Object.assign(
  // not to be reached: what is called must be the table's own
  Object.create({ inherited: () => 'inherited' }),
  {
    identity: (value) => value,
    raise: (value) => {
      throw value;
    },
    isMark: (value) => value instanceof Mark,
    double: (point) => point.double,
    text: (list) => String(list),
    callBack: (value, report) => report(value),
    give: (environment) => () => environment,
    *each(values) {
      yield* values;
    },
    polluted: () => [{}.polluted, [].polluted, (() => {}).polluted, Object.keys(Object.prototype).length],
  },
);
export const __unsyncClasses = { Point, Mark, Failure, ['__proto__']: class Proto { constructor() { this.p = 1; } get q() { return this.p + 1; } } };
