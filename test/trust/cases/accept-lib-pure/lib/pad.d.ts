export declare function pad(s: string, n: number): string;
export declare const dash: string;
