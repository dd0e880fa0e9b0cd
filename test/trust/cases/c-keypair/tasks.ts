import { generateKeyPairSync } from 'node:crypto';
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** @unsync */
export function pub(s: string): string { return s + publicKey.export({ type: 'spki', format: 'pem' }); }
export const here = (s: string): string => s + publicKey.export({ type: 'spki', format: 'pem' });
