export declare class Money { static setup(o: { currency: string }): void; static of(n: number): Money; toString(): string }
