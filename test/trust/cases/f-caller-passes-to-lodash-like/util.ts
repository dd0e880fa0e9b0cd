export function defaults<T extends object>(into: T, from: Partial<T>): T { for (const k of Object.keys(from) as (keyof T)[]) into[k] = from[k]!; return into; }
