/**
 * What `__version__` says: the versions whose answers the rules were compared with (test/truth). The machine that the
 * interpretation stands for has these, whatever else is installed.
 */
export const VERSIONS = {
  torch: '2.13.0',
  numpy: '2.4.6',
  keras: '3.15.1',
  tensorflow: '2.21.0',
} as const;
