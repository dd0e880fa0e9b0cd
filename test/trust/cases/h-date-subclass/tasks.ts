export class Day extends Date { label(): string { return 'd' + this.getUTCDate(); } }
/** @unsync */
export function f(d: Date): string { return d instanceof Day ? d.label() : 'plain'; }
