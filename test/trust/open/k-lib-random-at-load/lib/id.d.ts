export declare const instanceId: string;
