interface Trie { kids: Map<string, Trie>; end: boolean }
const node = (): Trie => ({ kids: new Map(), end: false });
function insert(t: Trie, w: string): void { let n = t; for (const c of w) { let k = n.kids.get(c); if (!k) n.kids.set(c, (k = node())); n = k; } n.end = true; }
/** @unsync */
export function prefixes(words: string[], s: string): string[] { const root = node(); words.forEach((w) => insert(root, w)); const out: string[] = []; let n: Trie | undefined = root; let p = ''; for (const c of s) { n = n.kids.get(c); if (!n) break; p += c; if (n.end) out.push(p); } return out; }
