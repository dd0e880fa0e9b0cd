import { Model } from './lib/model.js';
class User extends Model {}
/** @unsync */
export function f(n: number): number { for (let i = 0; i < n; i++) new User().save(); return n; }
