const words = new Set<string>();
let ready = false;
export function init(extra: string[] = []): void { if (ready) return; ready = true; for (const w of ['a', ...extra]) words.add(w); }
/** @unsync */
export function known(w: string): boolean { init(); return words.has(w); }
