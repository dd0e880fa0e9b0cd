import { Base } from './base';

export const all = () => Base.all.length;
