export const types = { txt: 'text/plain' };
