// Takes the README's pictures from the running product into media/readme.
//   node test/vscode/screenshots.mjs [dark,light,hc] [--only hover|explorer|lesson] [--vsix FILE]
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './bundle.mjs';
import { root } from './npm.mjs';
import { packageExtension } from './package.mjs';

const given = process.argv.slice(2);
const vsix = given.includes('--vsix') ? given[given.indexOf('--vsix') + 1] : await packageExtension({ quiet: true });
const themes = given[0] && !given[0].startsWith('--') ? given[0].split(',') : ['dark', 'light', 'hc'];
const only = given.includes('--only') ? given[given.indexOf('--only') + 1] : undefined;
process.env.CONV_EXPLORER_VSIX = path.resolve(vsix);
process.chdir(root);
const module = await bundleForNode('test/browser/pictures.ts', 'out/browser/pictures.mjs');
const { takePictures } = await import(pathToFileURL(module).href);
for (const file of await takePictures(themes, only)) {
  console.log(file);
}
