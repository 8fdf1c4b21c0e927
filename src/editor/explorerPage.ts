import { STRINGS_ELEMENT_ID } from '../protocol/strings.js';
import type { Strings } from '../protocol/strings.js';

export interface PageParts {
  /** The webview's own source of trusted files, for the content security policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly styles: string;
  readonly nonce: string;
  /** BCP 47 tag of the user's language. */
  readonly language: string;
  readonly title: string;
  readonly strings: Strings;
}

/**
 * The view's page. Nothing may load or run but our own bundle, styles and the icons' font; there are no inline styles,
 * and the strings are data, which no policy runs.
 */
export function explorerPage(parts: PageParts): string {
  const { cspSource, script, styles, nonce, language, title, strings } = parts;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(styles)}">
<script type="application/json" id="${STRINGS_ELEMENT_ID}">${escapeJson(strings)}</script>
</head>
<body>
<conv-app></conv-app>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}

/** 128 random bits; a new one for each page, so that no injected script could know it. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}

/** JSON that cannot end the element it stands in. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
