import data from './data.json' with { type: 'json' };
export const conf = (): { a: { n: number } } => data;
