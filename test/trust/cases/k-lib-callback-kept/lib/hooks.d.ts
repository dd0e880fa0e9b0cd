export declare function onParse(f: (s: string) => string): void;
export declare function parse(s: string): string;
