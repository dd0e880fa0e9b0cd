import Handlebars from 'handlebars';

Handlebars.registerHelper('upper', (text: string) => text.toUpperCase());

/** @unsync */
export function render(template: string, context: object): string {
  return Handlebars.compile(template)(context);
}
