export default { n: 0 };
