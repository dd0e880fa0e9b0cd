export declare function configure(o: { sep: string }): void;
export declare function join(xs: string[]): string;
