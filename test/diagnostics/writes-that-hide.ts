interface Point {
  x: number;
  at: Date;
  next?: Point;
}

/** @unsync */
export function throughACast(p: Point) {
  (<{ x: number }>p).x = 1;
}

/** @unsync */
export function throughArguments(_p: Point) {
  arguments[0].x = 1;
}

/** @unsync */
export function byAMethodOfDate(p: Point) {
  p.at.setFullYear(1999);
}

/** @unsync */
export function byAQuotedMethod(xs: number[]) {
  xs['push'](1);
}

/** @unsync */
export function afterReassigningSometimes(p: Point) {
  if (p.x > 1) p = { ...p };
  p.x = 1;
}

/** @unsync */
export function afterADefault(p?: Point) {
  p = p ?? { x: 1, at: new Date(0) };
  p.x = 2;
  return p;
}

/** @unsync */
export function alongAList(p: Point) {
  p = p.next!;
  p.x = 3;
}

/** @unsync */
export function toACopyOfItsOwn(xs: number[], p: Point) {
  xs = [...xs];
  xs.sort();
  p = structuredClone(p);
  p.x = 4;
  return [xs, p];
}

function evaluate(code: string): unknown {
  return eval(code);
}

/** @unsync */
export function evaluatesElsewhere(code: string): string {
  return String(evaluate(code));
}
