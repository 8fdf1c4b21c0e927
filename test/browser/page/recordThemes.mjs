// Records what a real VS Code gives to the view in each of four themes, into themes.json: for the development page.
//   node test/browser/page/recordThemes.mjs [--vsix FILE]
// Of some 800 variables, those are kept that a view of text, fields, buttons and verdicts may want.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from '../../vscode/bundle.mjs';
import { root } from '../../vscode/npm.mjs';
import { packageExtension } from '../../vscode/package.mjs';

const given = process.argv.slice(2);
const vsix = given.includes('--vsix') ? given[given.indexOf('--vsix') + 1] : await packageExtension({ quiet: true });
process.env.CONV_EXPLORER_VSIX = path.resolve(vsix);
process.chdir(root);
const harness = await bundleForNode('test/browser/harness.ts', 'out/browser/harness.mjs');
const { THEMES, openWorkbench, stop } = await import(pathToFileURL(harness).href);

const KEPT = [
  ...['font', 'editor-font', 'editor-background', 'editor-foreground', 'foreground', 'descriptionForeground'],
  ...['disabledForeground', 'errorForeground', 'icon', 'focusBorder', 'contrast', 'widget', 'sideBar-', 'panel-border'],
  ...['input', 'dropdown', 'settings', 'button', 'checkbox', 'toolbar', 'text', 'list', 'badge', 'scrollbar'],
  ...['editorWarning', 'editorError', 'editorInfo', 'editorWidget', 'editorHoverWidget', 'testing-icon', 'charts'],
  ...['gitDecoration-modified', 'symbolIcon', 'progressBar'],
];

const themes = {};
try {
  for (const theme of Object.keys(THEMES)) {
    const workbench = await openWorkbench({ theme });
    await workbench.runCommand('Conv Explorer: Open Explorer');
    const app = workbench.explorer().locator('conv-app');
    await app.waitFor();
    themes[theme] = await app.evaluate((element, kept) => {
      const { style } = element.ownerDocument.documentElement;
      const { className, dataset } = element.ownerDocument.body;
      const names = Array.from(style).filter(name => kept.some(start => name.startsWith(`--vscode-${start}`)));
      const variables = names.sort().map(name => [name, style.getPropertyValue(name).trim()]);
      return { bodyClass: className, kind: dataset.vscodeThemeKind, variables: Object.fromEntries(variables) };
    }, KEPT);
    console.log(`${theme}: ${Object.keys(themes[theme].variables).length} variables`);
    await workbench.close();
  }
} finally {
  await stop();
}
writeFileSync('test/browser/page/themes.json', `${JSON.stringify(themes, null, 2)}\n`);
