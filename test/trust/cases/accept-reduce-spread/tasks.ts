export interface Ev { type: 'add' | 'del'; id: string; n?: number }
export interface State { items: Record<string, number>; log: string[] }
const step = (s: State, e: Ev): State => { switch (e.type) { case 'add': return { ...s, items: { ...s.items, [e.id]: e.n ?? 0 }, log: [...s.log, '+' + e.id] }; case 'del': { const { [e.id]: _, ...items } = s.items; return { items, log: s.log.concat('-' + e.id) }; } } };
/** @unsync */
export function replay(s: State, es: Ev[]): State { return es.reduce(step, s); }
