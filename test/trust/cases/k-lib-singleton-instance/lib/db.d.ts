export declare class Db { put(k: string, v: number): void; get(k: string): number | undefined }
export declare const db: Db;
