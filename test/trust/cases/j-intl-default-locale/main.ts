import { fmt } from './tasks.js';
Number.prototype.toLocaleString = function () { return 'L' + this.valueOf(); }; console.log(await fmt(1234));
