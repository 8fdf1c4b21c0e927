/** In place of the editor's module, for what is measured without an editor. */
export const workspace = undefined;
