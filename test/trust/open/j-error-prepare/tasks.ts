/** @unsync */
export function stackLines(n: number): string { return `${new Error('x').stack!.split('\n').length > n}`; }
