// The themes of the development page: what a real VS Code gave to the view (recordThemes.mjs), as a style sheet.
import { readFileSync } from 'node:fs';

/** @type {Record<string, {bodyClass: string, kind: string, variables: Record<string, string>}>} */
export const themes = JSON.parse(readFileSync(new URL('./themes.json', import.meta.url), 'utf8'));

/** A theme's variables, and the few rules that VS Code gives to every webview. */
export function themeCss(name) {
  const lines = Object.entries(themes[name].variables).map(([key, value]) => `  ${key}: ${value};`);
  return `:root {\n${lines.join('\n')}\n}
body {
  background-color: var(--vscode-editor-background);
  color: var(--vscode-editor-foreground);
  font-family: var(--vscode-font-family);
  font-weight: var(--vscode-font-weight);
  font-size: var(--vscode-font-size);
  margin: 0;
  padding: 0 20px;
}
a { color: var(--vscode-textLink-foreground); }
a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
::-webkit-scrollbar { width: 10px; height: 10px; }
::-webkit-scrollbar-thumb { background-color: var(--vscode-scrollbarSlider-background); }
`;
}
