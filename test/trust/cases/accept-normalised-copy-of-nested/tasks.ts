export interface Doc { title: string; sections: { h: string; body: string[] }[] }
/** @unsync */
export function tidy(d: Doc): Doc { const out: Doc = { ...d, sections: d.sections.map((s) => ({ ...s, body: s.body.map((b) => b.trim()) })) }; out.sections.forEach((s, i) => { s.h = `${i + 1}. ${s.h}`; s.body.push('.'); }); out.sections.reverse(); return out; }
