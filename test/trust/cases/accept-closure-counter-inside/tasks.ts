const counter = (from = 0): { next(): number; reset(): void } => { let n = from; return { next: () => n++, reset: () => { n = from; } }; };
/** @unsync */
export function label(xs: string[]): string[] { const c = counter(1); const out = xs.map((x) => x + c.next()); c.reset(); return [...out, String(c.next())]; }
