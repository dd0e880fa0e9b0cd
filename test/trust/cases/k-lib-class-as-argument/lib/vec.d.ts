export declare class Vec { x: number; constructor(x: number); static unit: number; norm(): number }
