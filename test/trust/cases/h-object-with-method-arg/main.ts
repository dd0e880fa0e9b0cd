import { hi } from './tasks.js';
class U { constructor(readonly name: string) {} greet(): string { return 'I am ' + this.name; } }
console.log(await hi(new U('x')));
