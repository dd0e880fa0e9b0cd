export declare const enum Outside { Two = 2 }
