export class Q { parts: string[] = []; where(s: string): this { this.parts.push(s); return this; } }
/** @unsync */
export function build(q: Q): string { return q.where('a').where('b').parts.join(' and '); }
