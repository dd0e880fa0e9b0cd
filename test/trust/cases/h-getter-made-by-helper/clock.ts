export function makeClock(): { readonly now: number } { let ticks = 0; return { get now() { ticks += 1; return ticks; } }; }
