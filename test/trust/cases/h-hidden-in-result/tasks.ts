export interface Token { text: string; raw?: string }
/** @unsync */
export function token(text: string): Token { const made: Token = { text: text.trim() }; Object.defineProperty(made, 'raw', { value: text }); return made; }
