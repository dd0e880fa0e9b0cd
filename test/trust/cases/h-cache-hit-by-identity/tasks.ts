let lastIn: object | undefined; let lastOut = '';
export function render(o: object): string { if (o === lastIn) return lastOut + '(cached)'; lastIn = o; return (lastOut = JSON.stringify(o)); }
/** @unsync */
export function show(o: object): string { return render(o); }
