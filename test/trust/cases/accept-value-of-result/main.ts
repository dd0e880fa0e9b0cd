import { Money, total } from './tasks.js';
const sum = await total([150, 250]); console.log(`${sum}`, Number(sum) + 1, sum > new Money(3));
