export interface Size { readonly w: number; readonly h: number; readonly area: number }
/** @unsync */
export function grow(size: Size, by: number): Size {
  const w = size.w * by;
  const h = size.h * by;
  return { w, h, get area() { let sum = 0; for (let i = 0; i < h; i++) sum += w; return sum; } };
}
