export declare class Model { static registry: string[]; save(): number }
