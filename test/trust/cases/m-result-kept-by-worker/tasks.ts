const pool: Uint8Array[] = [];
/** @unsync */
export function render(n: number): Uint8Array { const b = pool[0] ?? new Uint8Array(8192); pool[0] = b; b.fill(n); return b; }
