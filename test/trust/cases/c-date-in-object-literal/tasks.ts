export const info = { get now() { return 1; }, at: new Date(), up: process.uptime() };
/** @unsync */
export function f(n: number): number { return info.at.getTime() + info.up + n; }
export const here = (n: number): number => info.at.getTime() + info.up + n;
