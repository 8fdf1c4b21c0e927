// What the package holds: everything that a user needs, and nothing else.

const REQUIRED = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'dist/extension.js',
  'dist/worker.js',
  'dist/explorer.js',
  'dist/explorer.css',
  'dist/codicon.ttf',
  'dist/licenses.txt',
  'media/icon.png',
];

const ALLOWED = [
  /^package\.nls\.[a-z-]+\.json$/,
  /^media\/l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^media\/samples\/\w+\.(?:py|ipynb)$/,
  /^media\/walkthrough\/[\w-]+\.(?:md|png|svg)$/,
];

/**
 * Compares the files of a package with what it should hold.
 * @param {readonly string[]} files relative to the project, with "/"
 * @returns {string[]} what is wrong, each in a sentence
 */
export function problemsOfPackage(files) {
  const missing = REQUIRED.filter(file => !files.includes(file));
  const extra = files.filter(file => !REQUIRED.includes(file) && !ALLOWED.some(pattern => pattern.test(file)));
  return [
    ...missing.map(file => `${file} is missing in the package.`),
    ...extra.map(file => `${file} does not belong into the package.`),
  ];
}
