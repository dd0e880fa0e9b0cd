export interface Dir { name: string; kids?: Dir[] }
/** @unsync */
export function paths(d: Dir, base = ''): string[] { const own = base + d.name; const stack: [Dir, string][] = (d.kids ?? []).map((k) => [k, own + '/']); const out = [own]; while (stack.length) { const [k, b] = stack.pop()!; out.push(b + k.name); for (const kk of k.kids ?? []) stack.push([kk, b + k.name + '/']); } return out; }
