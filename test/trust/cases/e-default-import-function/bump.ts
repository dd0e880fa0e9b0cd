export default function (o: { n: number }): void { o.n++; }
