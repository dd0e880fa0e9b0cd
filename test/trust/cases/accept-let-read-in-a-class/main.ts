import { Money, render, use } from './tasks.js';
const all = [new Money(199), new Money(5)];
console.log(await render(all));
use('USD', 1);
console.log(await render(all), all[0]!.text);
const late = render(all);
use('CHF');
console.log(await late, await render(all));
