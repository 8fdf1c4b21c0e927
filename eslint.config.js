'use strict';

const js = require('@eslint/js');
const { defineConfig, globalIgnores } = require('eslint/config');
const globals = require('globals');
const lit = require('eslint-plugin-lit');
const typescript = require('typescript-eslint');

/** What only one room may use; a test over the imports (test/unit/architecture) says who may import whom. */
const VSCODE = { name: 'vscode', message: 'Only src/editor and src/extension.ts know the editor.' };

module.exports = defineConfig([
  globalIgnores(['dist/', 'out/', '.cache/', '.vscode-test/', 'test/fixtures/', 'test/truth/', 'media/']),
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: globals.node },
  },
  {
    files: ['**/*.mjs'],
    // Functions that a test hands to a page run there.
    languageOptions: { sourceType: 'module', globals: { ...globals.node, ...globals.browser } },
  },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.strict],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './webview/tsconfig.json'],
        tsconfigRootDir: __dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      // With noUncheckedIndexedAccess, an index that a loop bounds can be asserted in no other way.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/editor/**', 'src/extension.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [VSCODE] }] },
  },
  {
    // Pure rooms run in the host, in the view and in a browser's worker: what one of those lacks is not for them.
    files: ['src/engine/**/*.ts', 'src/python/**/*.ts', 'src/frameworks/**/*.ts', 'src/analysis/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', 'window', 'document', 'require', '__dirname'],
      'no-restricted-imports': ['error', { paths: [VSCODE], patterns: ['node:*'] }],
    },
  },
  {
    files: ['webview/**/*.ts'],
    extends: [lit.configs['flat/recommended']],
    rules: {
      'no-restricted-imports': ['error', { paths: [VSCODE], patterns: ['node:*'] }],
      // The page's policy forbids inline styles, and text from the user's code must stay text.
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text from code must stay text.' },
        { property: 'outerHTML', message: 'Text from code must stay text.' },
        { property: 'insertAdjacentHTML', message: 'Text from code must stay text.' },
      ],
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'test/**/*.ts', 'src/editor/log.ts'],
    rules: { 'no-console': 'off' },
  },
]);
