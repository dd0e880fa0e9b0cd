export interface App { use(name: string, f: (s: string) => string): App; run(s: string): string }
export declare function create(): App;
