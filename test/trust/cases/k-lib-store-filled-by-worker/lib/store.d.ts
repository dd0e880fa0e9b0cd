export declare function createStore(): { add(x: string): void; size(): number };
