export declare const types: Record<string, string>;
