function clamp(_: undefined, _c: ClassFieldDecoratorContext) { return (v: number): number => Math.max(0, v); }
function memo<T, R>(m: (this: T) => R) { let known: R | undefined; return function (this: T): R { return (known ??= m.call(this)); }; }
/** @unsync */
export function area(w: number, h: number): number {
  class Box { @clamp w = w; @clamp h = h; @memo area(): number { return this.w * this.h; } }
  const box = new Box();
  return box.area() + box.area();
}
