export const formats = new Map<string, (s: string) => string>();
