/** Values that expressions may give, as far as it is about memory, and where in it memory stands. */

/** A value that an expression may give. */
export type Shape =
  /** Nothing that has memory. */
  | { readonly is: 'nothing' }
  /** Memory that the function made, and that does not escape from it. */
  | { readonly is: 'fresh' }
  /** A new object or array: what its members hold, and what all others do. */
  | { readonly is: 'holder'; readonly members: ReadonlyMap<string, Shape>; readonly others: Shape }
  | { readonly is: 'other' };
export type Holder = Extract<Shape, { is: 'holder' }>;

export const nothing: Shape = { is: 'nothing' };
export const fresh: Shape = { is: 'fresh' };
export const other: Shape = { is: 'other' };

/** Keeps what is left to say of a container when those inside it that were got hold of may hold anything. */
export function without(shape: Shape, read: ReadonlySet<string | undefined>): Shape {
  if (shape.is !== 'holder') return shape;
  const isRead = (name: string | undefined) => read.has(undefined) || read.has(name);
  const left = (each: Shape, known: boolean) => (each.is === 'holder' && known ? other : each);
  return holder(
    [...shape.members].map(([name, each]) => [name, left(each, isRead(name))]),
    left(shape.others, read.size > 0),
  );
}

export const leaf = (shape: Shape): Shape => (shape.is === 'fresh' ? fresh : other);

export function holder(members: readonly (readonly [string, Shape])[], others: Shape = nothing): Shape {
  return { is: 'holder', members: new Map(members), others };
}

/** Joins what any member of it may be. */
export function all(shape: Shape): Shape {
  return shape.is === 'holder'
    ? [...shape.members.values()].reduce(either, shape.others)
    : shape.is === 'nothing'
      ? nothing
      : other;
}

/** Joins two: one or the other. */
export function either(a: Shape, b: Shape): Shape {
  if (a.is === 'nothing') return b;
  if (b.is === 'nothing' || (a.is === 'fresh' && b.is === 'fresh')) return a;
  if (a.is !== 'holder' || b.is !== 'holder') return other;
  const names = new Set([...a.members.keys(), ...b.members.keys()]);
  const member = (of: Holder, name: string) => of.members.get(name) ?? of.others;
  return holder(
    [...names].map((name) => [name, either(member(a, name), member(b, name))]),
    either(a.others, b.others),
  );
}

export function pathsIn(shape: Shape, path: string): string[] {
  if (shape.is === 'fresh') return [path];
  if (shape.is !== 'holder') return [];
  const at = (name: string) => (path ? `${path}.${name}` : name);
  if (shape.others.is !== 'nothing') {
    const any = pathsIn(all(shape), at('*'));
    if (any.length) return any;
  }
  return [...shape.members].flatMap(([name, each]) => (/^[\w$]+$/.test(name) ? pathsIn(each, at(name)) : []));
}
