/** The commands that the manifest declares; a test compares the two. */
export const COMMANDS = {
  exploreAtCursor: 'convExplorer.exploreAtCursor',
  openExplorer: 'convExplorer.openExplorer',
  copyShapes: 'convExplorer.copyShapes',
} as const;

/** The context key that lists the addresses of the documents in which a convolution was found. */
export const DOCUMENTS_KEY = 'convExplorer.documentsWithConvolutions';
