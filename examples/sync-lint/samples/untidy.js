export function area( radius ) {
  return Math.PI * radius**2
}

export const units = ["mm", 'cm', "m"];
