export declare function two(): number;
