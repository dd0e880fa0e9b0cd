let url: string | undefined;
export function base(): string { return (url ||= process.env['TRUST_URL'] ?? 'http://x'); }
/** @unsync */
export function link(p: string): string { return base() + p; }

