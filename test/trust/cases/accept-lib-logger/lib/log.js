export const createLog = (name) => ({ info(text) { if (text.length > 99) console.log(name, text); } });
