export class Invalid extends Error { constructor(message: string, readonly rows: { ok: boolean }[]) { super(message); } }
/** @unsync */
export function check(rows: { ok: boolean }[]): number { const bad = rows.filter((r) => !r.ok); if (bad.length > 0) throw new Invalid('bad rows', bad); return rows.length; }
