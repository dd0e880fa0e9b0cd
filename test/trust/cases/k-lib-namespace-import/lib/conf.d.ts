export declare function setRate(n: number): void;
export declare function rate(): number;
