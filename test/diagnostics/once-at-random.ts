let id: string | undefined;
const getId = () => (id ??= crypto.randomUUID());
export const label = () => getId();

/** @unsync */
export function tag(text: string): string {
  return getId() + text;
}

let chosen: number | undefined;
function choose(n: number): number {
  if (chosen === undefined) chosen = n;
  return chosen;
}
export const choice = () => choose(1);

/** @unsync */
export function chooses(n: number): number {
  return choose(n);
}
