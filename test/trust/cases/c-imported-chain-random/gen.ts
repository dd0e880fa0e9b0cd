const pick = (n: number): number => Math.floor(Math.random() * n);
export function gen(): string { let s = ''; while (s.length < 8) s += String.fromCharCode(97 + pick(26)); return s; }
