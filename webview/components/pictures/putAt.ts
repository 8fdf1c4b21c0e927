import type { Box } from '../../paint/part.js';

/** Places an element over the picture; through the object model, which the policy of the page allows. */
export function putAt(element: HTMLElement, box: Box): void {
  element.style.left = `${box.x}px`;
  element.style.top = `${box.y}px`;
  element.style.width = `${box.w}px`;
  element.style.height = `${box.h}px`;
}
