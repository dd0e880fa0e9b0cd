export declare const clock: { now(): number; freeze(t: number): void };
