const hooks = [];
export default { info(s) { for (const h of hooks) h(s); }, on(f) { hooks.push(f); } };
