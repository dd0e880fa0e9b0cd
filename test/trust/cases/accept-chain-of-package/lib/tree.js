export const leaf = { name: 'c', parent: { name: 'b', parent: { name: 'a', parent: undefined } } };
