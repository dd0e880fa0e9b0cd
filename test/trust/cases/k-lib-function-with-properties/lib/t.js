export default function t(k) { return t.locale + ':' + k; }
t.locale = 'en';
