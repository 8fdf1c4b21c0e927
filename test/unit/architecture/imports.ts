import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One import as it is written: from which file, of what. Paths are relative to the project, with "/". */
export interface Import {
  readonly from: string;
  /** A file of the project, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** `import(…)`: it is loaded when that runs, and not before. */
  readonly late: boolean;
}

/** Every import in the sources of the host and the view, types included: those leave no trace in a bundle. */
export function sourceImports(): Import[] {
  return globSync(['src/**/*.ts', 'webview/**/*.ts']).flatMap(file => importsOf(file.replaceAll('\\', '/')));
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (name: ts.Expression | undefined, typeOnly: boolean, late = false) => {
    if (name && ts.isStringLiteral(name)) {
      found.push({ from: file, to: resolve(file, name.text), typeOnly, late });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false, true);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) {
    return specifier;
  }
  return path.posix.join(path.posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

/** The room that a file of the project belongs to: src/engine, webview, …; src for src/extension.ts itself. */
export function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' && !second.endsWith('.ts') ? `src/${second}` : top;
}
