import data from './data.json' with { type: 'json' };
/** @unsync */
export function first(): string { return data.sort()[0]!; }
export const here = (): string => data.join();
