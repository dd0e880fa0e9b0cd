export declare const leaf: any;
