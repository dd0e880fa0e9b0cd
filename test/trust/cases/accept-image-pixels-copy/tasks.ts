/** @unsync */
export function grey(px: Uint8ClampedArray): Uint8ClampedArray { const out = new Uint8ClampedArray(px); for (let i = 0; i < out.length; i += 4) { const y = (out[i]! + out[i + 1]! + out[i + 2]!) / 3; out[i] = out[i + 1] = out[i + 2] = y; } return out; }
