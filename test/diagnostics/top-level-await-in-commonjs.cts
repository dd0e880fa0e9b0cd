// @module: nodenext
// @moduleResolution: nodenext
const settings = await load();
async function load() {
  return { factor: 1 };
}
/** @unsync */
export function scaled(n: number): number {
  return n * settings.factor;
}
