/** @unsync */
export function withUtm(links: string[], tags: Record<string, string>): string[] { return links.map((l) => { const u = new URL(l); for (const [k, v] of Object.entries(tags)) u.searchParams.set('utm_' + k, v); u.hash = ''; return u.href; }); }
