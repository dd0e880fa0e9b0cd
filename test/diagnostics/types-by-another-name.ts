import type { IncomingMessage } from 'node:http';

interface Db {
  get(id: string): string;
  all(): readonly string[];
}
interface Entity {
  readonly id: number;
}
class Secret {
  #code = 1;
  read() {
    return this.#code;
  }
}
class Point {
  constructor(readonly x: number) {}
  far() {
    return this.x > 9;
  }
}
declare const brand: unique symbol;
type Id = string & { readonly __brand: 'Id' };
type Mapped<T> = { readonly [K in keyof T]: T[K] };
type Deep<T> = { readonly [K in keyof T]: Deep<T[K]> };
type DeepPartial<T> = { [K in keyof T]?: DeepPartial<T[K]> };

// what a parameter extends, all that it is given has
/** @unsync */
export function extends1<T extends Db>(db: T): string {
  return db.get('a');
}
/** @unsync */
export function extends2<T extends { readonly db: Db }, K extends keyof T>(key: K, options: T): string {
  return options.db.get(String(key));
}
/** @unsync */
export function extends3<T extends Db>(dbs: readonly T[]): number {
  return dbs.length;
}
/** @unsync */
export function extends4<F extends (n: number) => number>(f: F): number {
  return f(1);
}
/** @unsync */
export function extends5<C extends new () => object>(constructor: C): object {
  return new constructor();
}
/** @unsync */
export function extends6<T extends Secret>(secret: T): number {
  return secret.read();
}
/** @unsync */
export function extends7<S extends symbol>(key: S): string {
  return key.description!;
}
/** @unsync */
export function extends8<T extends Db>(db: Partial<T>): boolean {
  return 'get' in db;
}

// an interface that extends something of the platform is that, and what it adds
interface Weak extends WeakMap<object, string> {}
interface Request extends IncomingMessage {}
interface Calls extends Function {}
interface Summed extends Array<number> {
  sum(): number;
}
interface Dbs extends Map<string, Db> {}
interface LikeSecret extends Secret {}
/** @unsync */
export function interface1(weak: Weak): boolean {
  return weak.has({});
}
/** @unsync */
export function interface2(request: Request): string {
  return request.url!;
}
/** @unsync */
export function interface3(calls: Calls): string {
  return calls.name;
}
/** @unsync */
export function interface4(summed: Summed): number {
  return summed.sum();
}
/** @unsync */
export function interface5(dbs: Dbs): number {
  return dbs.size;
}
/** @unsync */
export function interface6(secret: LikeSecret): number {
  return secret.read();
}

// what is mapped member by member
/** @unsync */
export function mapped1(secret: Readonly<Secret>): number {
  return secret.read();
}
/** @unsync */
export function mapped2(point: Pick<Point, 'far'>): boolean {
  return point.far();
}
/** @unsync */
export function mapped3<T extends readonly unknown[]>(makers: { [K in keyof T]: () => T[K] }): number {
  return makers.length;
}
/** @unsync */
export function mapped4(deep: Deep<{ db: Db }>): boolean {
  return 'get' in deep.db;
}
/** @unsync */
export function mapped5<T extends Db>(db: Mapped<T>): boolean {
  return 'get' in db;
}
/** @unsync */
export function mapped6(map: Readonly<Map<string, Db>> & { readonly __brand: 'x' }): number {
  return map.size;
}
/** @unsync */
export function placed(pair: [string, () => number]): string {
  return pair[0];
}
/** @unsync */
export function unique(key: typeof brand): boolean {
  return key === brand;
}

// fine as they are
interface Rows extends Array<Entity> {}
interface Labelled extends ReadonlyArray<string> {
  readonly label?: string;
  map<U>(f: (value: string, index: number, all: readonly string[]) => U): U[];
}
interface Counts extends ReadonlyMap<Id, number> {}
interface Ids extends Set<Id> {
  has(value: Id): boolean;
}
interface When extends Date {}
interface Bytes extends Uint8Array {}
interface Coded extends Error {
  readonly code: Id;
}
interface Later extends Promise<Entity> {}
interface Opts extends Pick<import('node:http').AgentOptions, 'keepAlive'> {
  done(n: number): void;
}
declare global {
  interface Array<T> {
    readonly lastOne?: T;
    lasts(): T[];
  }
}
/** @unsync */
export function fine1(a: Rows, b: Labelled, c: Counts, d: Ids, e: When, f: Bytes, g: Coded): number {
  return [a, b, c, d, e, f, g].length;
}
/** @unsync cpu-bound */
export async function fine2(later: Later): Promise<number> {
  return (await later).id;
}
/** @unsync */
export function fine3(a: Mapped<Rows>, b: Mapped<[Date, Id]>, c: Readonly<Map<Id, Date>>, d: Readonly<Date>): number {
  return [a, b, c, d].length;
}
/** @unsync */
export function fine4<T extends readonly unknown[]>(a: { [K in keyof T]: Set<T[K]> }, ...b: Mapped<T>): number {
  return a.length + b.length;
}
/** @unsync */
export function fine5(a: Deep<{ when: Date; ids: Map<Id, Set<Id>>; e: Error; t: [Uint8Array, RegExp]; id: Id }>): boolean {
  return 'id' in a;
}
/** @unsync */
export function fine6(a: DeepPartial<{ when: Date; ids: Map<Id, Set<Id>>; bytes: Uint8Array; id: Id; at: Point }>): boolean {
  return 'id' in a;
}
/** @unsync */
export function fine7(a: Id & { f?: () => 1 }, b: Record<Id, Id>, c: Entity & { readonly tag: unique symbol }): number {
  return a.length + Object.keys(b).length + c.id;
}
/** @unsync */
export function fine8<T extends Entity, K extends keyof T, S extends string, P extends PropertyKey>(a: T, k: K, s: S, p: P): unknown {
  return [a[k], s, p];
}
/** @unsync */
export function fine9<T extends string | Date, E extends Error>(a: Mapped<T>, e: E): unknown {
  return [a, e];
}
/** @unsync */
export function fine10<F extends (done: number) => void>(report: F, options: Opts): number {
  report(1);
  options.done(1);
  return 1;
}
