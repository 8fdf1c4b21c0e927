import { unflatten } from '../../src/engine/index.js';
import { colourOf, weightByIndex, weightByValue } from '../paint/colour.js';
import { themeKind } from '../paint/theme.js';
import type { Scene } from '../state/scene.js';

/**
 * Underlines the weights of a sum in the colours that they have in the pictures. Set through the style's own object,
 * because the page's policy forbids style attributes.
 */
export function underlines(elements: Iterable<HTMLElement>, scene: Scene): void {
  const kind = themeKind(document.body.classList);
  const dark = kind === 'dark' || kind === 'high-contrast';
  const most = scene.w.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0) || 1;
  for (const element of elements) {
    const index = Number(element.dataset['weight']);
    const weight = scene.w[index];
    if (weight === undefined) continue;
    const colour =
      scene.colourBy === 'index'
        ? weightByIndex(unflatten(index, scene.spec.kernelSize), scene.spec.kernelSize, dark)
        : weightByValue(weight / most, dark);
    element.style.setProperty('text-decoration-color', colourOf(colour).css);
  }
}
