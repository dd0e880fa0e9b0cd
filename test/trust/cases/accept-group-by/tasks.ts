export interface Row { team: string; pts: number }
/** @unsync */
export function table(rows: Row[]): Record<string, number> { return rows.reduce<Record<string, number>>((acc, { team, pts }) => { acc[team] = (acc[team] ?? 0) + pts; return acc; }, {}); }
