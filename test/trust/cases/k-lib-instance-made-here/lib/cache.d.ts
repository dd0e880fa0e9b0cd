export declare class Lru<V> { set(k: string, v: V): void; get(k: string): V | undefined }
