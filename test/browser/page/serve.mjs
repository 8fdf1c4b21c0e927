// A page that shows the view without VS Code, for those who work on it:
//   node test/browser/page/serve.mjs      prints an address; reload the page after a change
// Query: theme=dark|light|hc|hclight, snapshot=… (names in snapshots.ts), pinned.
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { themeCss, themes } from './themes.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');

/** The view, its styles and the page's own host, built as for development. Nothing is written to disk. */
async function bundles() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: {
      explorer: 'webview/main.ts',
      style: 'webview/styles/explorer.css',
      host: 'test/browser/page/host.ts',
    },
    bundle: true,
    write: false,
    outdir: 'page',
    format: 'iife',
    target: 'es2022',
    sourcemap: 'inline',
    assetNames: '[name]',
    loader: { '.ttf': 'file' },
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(file => [path.basename(file.path), file.contents]));
}

/** The page as the host of the extension makes it, with the same policy. */
function html(theme, nonce) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="theme-${theme}.css">
<link rel="stylesheet" href="style.css" id="vscode-codicon-stylesheet">
<title>Conv Explorer</title>
</head>
<body class="${themes[theme].bodyClass}" data-vscode-theme-kind="${themes[theme].kind}">
<conv-app></conv-app>
<script nonce="${nonce}" src="host.js"></script>
<script nonce="${nonce}" src="explorer.js"></script>
</body>
</html>`;
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/**
 * Serves the page on a free port of this machine. Built again at each load of the page.
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function servePage() {
  let files = new Map();
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://localhost'), response).catch(error => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  async function answer(url, response) {
    const name = path.basename(url.pathname);
    if (url.pathname === '/') {
      files = await bundles();
      const theme = url.searchParams.get('theme') ?? 'dark';
      if (!Object.hasOwn(themes, theme)) {
        response.writeHead(404).end(`There is no theme ${theme}: only ${Object.keys(themes).join(', ')}.`);
        return;
      }
      const nonce = randomBytes(16).toString('base64');
      const policy = `default-src 'none'; img-src 'self' data:; font-src 'self'; style-src 'self'; script-src 'nonce-${nonce}'`;
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
      response.end(html(theme, nonce));
      return;
    }
    if (name === 'favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const theme = /^theme-(\w+)\.css$/.exec(name)?.[1];
    const body = theme && Object.hasOwn(themes, theme) ? themeCss(theme) : files.get(name);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[path.extname(name)] ?? 'text/plain' }).end(body);
  }
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await servePage();
  console.log(`${url}?theme=dark&snapshot=lesson`);
}
