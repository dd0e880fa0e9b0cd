type Block = { kind: 'h'; level: number; text: string } | { kind: 'p'; lines: string[] };
/** @unsync */
export function blocks(src: string): Block[] { const out: Block[] = []; let cur: string[] | null = null; const flush = (): void => { if (cur) out.push({ kind: 'p', lines: cur }); cur = null; }; for (const line of src.split('\n')) { const h = /^(#+) (.*)$/.exec(line); if (h) { flush(); out.push({ kind: 'h', level: h[1]!.length, text: h[2]! }); } else if (!line.trim()) flush(); else (cur ??= []).push(line); } flush(); return out; }
