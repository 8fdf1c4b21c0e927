/**
 * A notebook cell with its IPython lines (%magic, !command, ?help) replaced by spaces of equal length, so that offsets
 * stay. A cell that begins with %% is another language's: all of it is masked.
 */
export function maskIpython(text: string): string {
  const blank = (line: string): string => line.replace(/[^\r\n]/g, ' ');
  if (/^\s*%%/.test(text)) return blank(text);
  return text.replace(/^[ \t]*[%!?][^\r\n]*|^[ \t]*[\w.]+\?{1,2}[ \t]*$/gm, blank);
}
