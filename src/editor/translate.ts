/**
 * Says an English message in the user's language, with {0}, {1} … filled. In the editor it is vscode.l10n.t; the pure
 * parts of this folder take it as a parameter, so that they run and are tested without an editor.
 */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** English, for tests and as what the messages are written in. */
export const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
