export let level = 1;
export function setLevel(to: number): void {
  level = to;
}
