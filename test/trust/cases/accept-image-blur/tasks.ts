/** @unsync */
export function blur(src: Float32Array, w: number): Float32Array { let a = new Float32Array(src); let b = new Float32Array(src.length); for (let pass = 0; pass < 2; pass++) { for (let i = 0; i < a.length; i++) b[i] = ((a[i - 1] ?? 0) + a[i]! + (a[i + 1] ?? 0)) / w; const t = a; a = b; b = t; } return a; }
