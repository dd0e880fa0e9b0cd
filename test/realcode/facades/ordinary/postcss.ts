import postcss, { type Root, type Rule } from 'postcss';

/** @unsync */
export function parse(css: string): Root {
  return postcss.parse(css);
}

/** @unsync */
export function rulesOf(css: string, property: string): Rule[] {
  const rules: Rule[] = [];
  postcss.parse(css).walkRules((rule) => {
    if (rule.some((node) => node.type === 'decl' && node.prop === property)) rules.push(rule);
  });
  return rules;
}

/** @unsync */
export function prefix(css: string, scope: string): string {
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    rule.selector = `${scope} ${rule.selector}`;
  });
  return root.toString();
}
