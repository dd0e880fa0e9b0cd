export declare class Lru<K, V> { get(k: K): V | undefined; set(k: K, v: V): this }
