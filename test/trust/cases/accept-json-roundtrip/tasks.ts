interface Cfg { a: { b: number[] }; at?: string }
/** @unsync */
export function bump(json: string): string { const c = JSON.parse(json) as Cfg; c.a.b.push(c.a.b.length); c.at = 'now'; delete c.at; return JSON.stringify(c); }
