export declare function set<T extends object>(o: T, path: string, v: unknown): T;
export declare function get(o: object, path: string): unknown;
