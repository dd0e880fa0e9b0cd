let c: { lang: string } | undefined;
export function conf(lang = 'en'): { lang: string } { if (!c) { c = { lang }; } return c; }
