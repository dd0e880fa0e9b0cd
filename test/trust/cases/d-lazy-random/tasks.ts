let id: string | null = null;
export function nodeId(): string { if (id === null) id = Math.random().toString(36); return id; }
/** @unsync */
export function f(s: string): string { return s + nodeId(); }
