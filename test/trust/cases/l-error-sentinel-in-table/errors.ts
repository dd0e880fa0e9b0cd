export const errors = { empty: new Error('empty'), long: new Error('too long') };
