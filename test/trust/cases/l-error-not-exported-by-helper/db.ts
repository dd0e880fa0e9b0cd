class Hidden extends Error { constructor(readonly status: number) { super('hidden'); } get isOurs(): boolean { return this.status > 400; } }
export function load(id: number): number { if (id > 1) throw new Hidden(404); return id; }
export const isHidden = (e: unknown): boolean => e instanceof Hidden && e.isOurs;
