export declare function isList(value: unknown): value is number[];
