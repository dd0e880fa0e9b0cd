import { setLevel } from './levels';

setLevel(3);
