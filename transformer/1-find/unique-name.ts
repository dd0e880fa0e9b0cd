/** The name, or the first of `name_2`, `name_3`, … that is not taken; it is then. */
export function uniqueName(name: string, taken: Set<string>): string {
  let result = name;
  for (let i = 2; taken.has(result); i++) result = `${name}_${i}`;
  taken.add(result);
  return result;
}
