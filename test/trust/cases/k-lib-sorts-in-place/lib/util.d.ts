export declare const sortBy: (xs: { n: number }[]) => { n: number }[];
export declare const uniq: <T>(xs: T[]) => T[];
