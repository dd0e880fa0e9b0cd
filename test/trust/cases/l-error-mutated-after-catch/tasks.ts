/** @unsync */
export function f(o: { e?: Error }): string { try { JSON.parse('{'); return 'ok'; } catch (e) { o.e = e as Error; return 'bad'; } }
