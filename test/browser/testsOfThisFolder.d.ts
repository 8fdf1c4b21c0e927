/** Stands for every *.test.ts of this folder: test/vscode/testsOfThisFolder.mjs fills it in when it is bundled. */
declare module 'tests-of-this-folder';
