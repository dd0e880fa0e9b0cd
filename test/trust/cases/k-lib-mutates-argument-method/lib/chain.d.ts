export interface Chain<T> { each(f: (t: T) => void): Chain<T>; sort(): T[] }
export declare function chain<T>(xs: T[]): Chain<T>;
