export interface Schema<T> { parse(x: unknown): T }
export declare function number(): Schema<number>;
