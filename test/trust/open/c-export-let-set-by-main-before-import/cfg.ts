export const cfg = { level: 1 };
