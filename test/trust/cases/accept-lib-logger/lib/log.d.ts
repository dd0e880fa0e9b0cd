export declare function createLog(name: string): { info(text: string): void };
