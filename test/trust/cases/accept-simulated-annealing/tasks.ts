export interface City { x: number; y: number }
const d = (a: City, b: City): number => Math.hypot(a.x - b.x, a.y - b.y);
const len = (t: City[]): number => t.reduce((s, c, i) => s + d(c, t[(i + 1) % t.length]!), 0);
/** @unsync */
export function tour(cities: City[], seed: number): number { let s = seed; const rnd = (): number => (s = (s * 48271) % 2147483647) / 2147483647; let best = cities.slice(); let cost = len(best); for (let i = 0; i < 100; i++) { const next = best.slice(); const [a, b] = [Math.floor(rnd() * next.length), Math.floor(rnd() * next.length)]; const tmp = next[a]!; next[a] = next[b]!; next[b] = tmp; const c = len(next); if (c < cost) { best = next; cost = c; } } return Math.round(cost * 100); }
