export declare function uid(): number;
