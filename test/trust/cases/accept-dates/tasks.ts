/** @unsync */
export function weeks(from: Date, n: number): string[] { const d = new Date(from); const out: string[] = []; for (let i = 0; i < n; i++) { out.push(d.toISOString().slice(0, 10)); d.setUTCDate(d.getUTCDate() + 7); } return out; }
