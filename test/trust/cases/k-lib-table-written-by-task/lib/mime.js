export const types = new Map();
