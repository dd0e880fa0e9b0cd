export const settings = { level: 1 };
export const registry = new Map<string, number>();
