export interface O { depth?: number; sep?: string; tags?: string[] }
/** @unsync */
export function path({ depth = 2, sep = '/', tags = ['x'] }: O = {}, ...rest: string[]): string { const all = [...tags, ...rest]; while (all.length > depth) all.pop(); return all.join(sep); }
