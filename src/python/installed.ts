/**
 * Whether a file is one of an installed package, and not of the workspace: it lies outside the root, whose files are known by
 * relative names, or in the folder that packages are installed into.
 */
export function isInstalled(file: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(file) || /(^|[\\/])(site|dist)-packages[\\/]/.test(file);
}
