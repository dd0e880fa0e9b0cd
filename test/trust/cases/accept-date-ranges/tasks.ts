const DAY = 86_400_000;
export interface Range { from: Date; to: Date }
/** @unsync */
export function split({ from, to }: Range, days = 1): string[] { const out: string[] = []; const cur = new Date(from); cur.setUTCHours(0, 0, 0, 0); while (cur < to) { const end = new Date(Math.min(cur.getTime() + days * DAY, to.getTime())); out.push(`${cur.toISOString().slice(5, 10)}..${end.toISOString().slice(5, 10)}`); cur.setTime(end.getTime()); } return out; }
