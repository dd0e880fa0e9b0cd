type D = { path: string; from: unknown; to: unknown };
function diff(a: any, b: any, path = '', out: D[] = []): D[] { for (const k of new Set([...Object.keys(a), ...Object.keys(b)])) { const p = path ? `${path}.${k}` : k; const [x, y] = [a[k], b[k]]; if (x && y && typeof x === 'object' && typeof y === 'object') diff(x, y, p, out); else if (x !== y) out.push({ path: p, from: x, to: y }); } return out; }
/** @unsync */
export function changes(a: object, b: object): string[] { return diff(a, b).map((d) => d.path); }
