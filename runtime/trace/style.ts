// The style sheet of the page.
export const style = `
:root { --dark: 0; --paper: #ffffff; --panel: #f6f7f9; --line: #e3e6ea; --ink: #1c2430; --faint: #667085; --stall: #d92d20; --band: rgb(217 45 32 / 0.08); --queue: #98a2b3; --start: #c6ccd5; --link: #344054; --text: #10151c; --own: #475467; }
@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) { --dark: 1; --paper: #14181f; --panel: #1b212a; --line: #2b333f; --ink: #e6eaf0; --faint: #93a0b3; --stall: #ff6b5e; --band: rgb(255 107 94 / 0.12); --queue: #59657a; --start: #3a4453; --link: #cbd5e1; --text: #f4f7fb; --own: #94a3b8; } }
:root[data-theme='dark'] { --dark: 1; --paper: #14181f; --panel: #1b212a; --line: #2b333f; --ink: #e6eaf0; --faint: #93a0b3; --stall: #ff6b5e; --band: rgb(255 107 94 / 0.12); --queue: #59657a; --start: #3a4453; --link: #cbd5e1; --text: #f4f7fb; --own: #94a3b8; }
* { box-sizing: border-box; }
body { margin: 0; padding: 20px 24px 40px; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
h1 { margin: 0; font-size: 17px; font-weight: 600; overflow-wrap: anywhere; }
header p { margin: 2px 0 0; color: var(--faint); }
#legend { margin: 10px 0; display: flex; flex-wrap: wrap; gap: 4px 16px; }
#legend i, td i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
#timeline { position: relative; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; cursor: grab; touch-action: none; }
#timeline:active { cursor: grabbing; }
#timeline:focus-visible { outline: 2px solid #3b82f6; outline-offset: 1px; }
canvas { display: block; width: 100%; }
#tip { position: absolute; pointer-events: none; max-width: 360px; padding: 8px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); box-shadow: 0 4px 14px rgb(0 0 0 / 0.16); font-size: 12.5px; line-height: 1.45; z-index: 1; }
#tip b { display: block; overflow-wrap: anywhere; }
#tip dl { display: grid; grid-template-columns: auto auto; gap: 0 12px; margin: 4px 0 0; }
#tip dt { color: var(--faint); }
#tip dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.keys { margin: 8px 0 20px; color: var(--faint); font-size: 12px; }
kbd { display: inline-block; margin: 0 2px 0 8px; padding: 0 5px; border: 1px solid var(--line); border-radius: 4px; background: var(--panel); font: inherit; }
kbd + kbd { margin-left: 0; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; }
td:first-child { max-width: 320px; overflow: hidden; text-overflow: ellipsis; font-weight: 500; }
th { position: sticky; top: 0; background: var(--paper); color: var(--faint); font-weight: 500; }
th button { all: unset; cursor: pointer; }
th button:focus-visible, tr:focus-visible { outline: 2px solid #3b82f6; }
th[aria-sort] { color: var(--ink); }
tbody tr { cursor: pointer; }
tbody tr:hover, tbody tr[aria-selected='true'] { background: var(--panel); }
.bad { color: var(--stall); }
`;
