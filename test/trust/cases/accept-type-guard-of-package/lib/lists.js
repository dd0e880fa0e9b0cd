export const isList = (value) => Array.isArray(value);
