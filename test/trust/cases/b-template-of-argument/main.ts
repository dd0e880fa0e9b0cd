import { line, Money, setCur } from './tasks.js';
setCur('€'); console.log(await line(new Money(3)));
