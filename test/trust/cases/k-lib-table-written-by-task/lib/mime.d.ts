export declare const types: Map<string, string>;
