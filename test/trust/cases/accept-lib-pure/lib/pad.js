export const dash = '-';
export function pad(s, n) { return s.padStart(n, dash); }
