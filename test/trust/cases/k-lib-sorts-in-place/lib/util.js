export const sortBy = (xs) => xs.sort((a, b) => a.n - b.n);
export const uniq = (xs) => [...new Set(xs)];
