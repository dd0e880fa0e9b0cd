let r = 1;
export const setRate = (n) => { r = n; };
export const rate = () => r;
