// of each function of the platform: whether it gives another thing each time, which what is set on first use must not
let date: number | undefined;
/** @unsync */
export function givesDate(n: number): number {
  date ??= new Date().getTime();
  return n + date;
}
let fixed: number | undefined;
/** @unsync */
export function givesFixed(n: number): number {
  fixed ??= new Date(0).getTime();
  return n + fixed;
}
let now: number | undefined;
/** @unsync */
export function givesNow(n: number): number {
  now ??= Date.now();
  return n + now;
}
let chance: number | undefined;
/** @unsync */
export function givesChance(n: number): number {
  chance ??= Math.random();
  return n + chance;
}
let sinceStart: number | undefined;
/** @unsync */
export function givesSinceStart(n: number): number {
  sinceStart ??= performance.now();
  return n + sinceStart;
}
let uuid: number | undefined;
/** @unsync */
export function givesUuid(n: number): number {
  uuid ??= crypto.randomUUID().length;
  return n + uuid;
}
let uptime: number | undefined;
/** @unsync */
export function givesUptime(n: number): number {
  uptime ??= process.uptime();
  return n + uptime;
}
let nanoseconds: number | undefined;
/** @unsync */
export function givesNanoseconds(n: number): number {
  nanoseconds ??= Number(process.hrtime.bigint());
  return n + nanoseconds;
}
let page: Promise<unknown> | undefined;
/** @unsync */
export function givesPage(n: number): number {
  page ??= fetch('a');
  return n;
}
let root: number | undefined;
/** @unsync */
export function givesRoot(n: number): number {
  root ??= Math.sqrt(2);
  return n + root;
}
