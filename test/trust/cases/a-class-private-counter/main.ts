import { seq, tag } from './tasks.js';
seq.next(); console.log(await tag('x'), seq.next());
