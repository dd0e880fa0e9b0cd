// The page that shows a trace: one file that needs no network, and runs nothing out of the data.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from './model.js';
import { style } from './style.js';

/** The parts of its script, compiled, each after what it asks for. */
const SCRIPTS = ['scale', 'theme', 'layout', 'hit', 'draw', 'timeline', 'table', 'main'];

export function page(model: Model): string {
  const title = `${text(model.title)} – trace`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${text(model.title)}</h1>
<p id="summary"></p>
<p id="legend"></p>
</header>
<main>
<div id="timeline" tabindex="0" role="application" aria-label="Timeline of all threads. The table below has the same calls by function."><canvas></canvas><div id="tip" role="status" hidden></div></div>
<p class="keys"><kbd>wheel</kbd> zoom <kbd>drag</kbd> move <kbd>←</kbd><kbd>→</kbd> move <kbd>+</kbd><kbd>−</kbd> zoom <kbd>0</kbd> all <kbd>n</kbd><kbd>p</kbd> next, previous call <kbd>s</kbd> next stall <kbd>Esc</kbd> none <kbd>t</kbd> light or dark</p>
<div class="scroll"><table id="functions"></table></div>
</main>
<script type="application/json" id="data">${data(model)}</script>
<script>${script()}</script>
</body>
</html>
`;
}

/** JSON that can't end the element it stands in. */
function data(model: Model): string {
  return JSON.stringify(model).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function text(text: string): string {
  return text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** The parts are CommonJS modules: `require` finds those before. */
function script(): string {
  const parts = SCRIPTS.map((name) => {
    const source = readFileSync(join(__dirname, 'view', `${name}.js`), 'utf8').replace(
      /^\/\/# sourceMappingURL.*$/m,
      '',
    );
    return `modules['./${name}.js'] = ((exports) => {\n${source}\nreturn exports; })({});`;
  });
  return `(() => { const modules = {}; const require = (name) => modules[name];\n${parts.join('\n')}\n})();`;
}
