import { visitRow } from '../../paint/matrix/entries.js';
import type { RowRole } from '../../paint/matrix/entries.js';
import type { Views } from '../../paint/matrix/lensLayout.js';
import type { MapGroup } from '../../paint/matrix/mapGroup.js';
import { panBy, zoomAt } from '../../paint/matrix/view.js';
import type { View } from '../../paint/matrix/view.js';
import { contains } from '../../paint/part.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { lensOutput } from './lensFollow.js';

const WHOLE: Views = { output: null, input: null };
const STEP = 1.5;

/** What zooming and moving need of the picture. */
export interface MapHost {
  readonly scene: Scene | null;
  readonly pointed: Pointed;
  readonly maps: readonly MapGroup[];
  /** Another part of a matrix is to be shown. */
  viewChanged(): void;
}

interface Drag {
  readonly role: RowRole;
  readonly x: number;
  readonly y: number;
  readonly moved: boolean;
}

/** Zooms and moves the matrices: by wheel, by dragging, by keys and by buttons. */
export class MapControl {
  views: Views = WHOLE;
  private drag: Drag | null = null;

  constructor(private readonly host: MapHost) {}

  reset(): void {
    this.views = WHOLE;
  }

  listen(surface: HTMLElement): void {
    // Not passive: a zoom must keep the page from scrolling.
    surface.addEventListener('wheel', event => this.onWheel(event, surface), { passive: false });
    surface.addEventListener('pointerdown', event => this.onDown(event, surface));
    surface.addEventListener('pointermove', event => this.onMove(event, surface));
    for (const end of ['pointerup', 'pointercancel'] as const) {
      surface.addEventListener(end, event => this.onEnd(event, surface));
    }
  }

  /** + and − zoom the first matrix, 0 shows the whole of it; true when the key was one of these. */
  key(key: string): boolean {
    const role = this.host.maps[0]?.map.rowRole;
    if (role === undefined) return false;
    if (key === '+' || key === '=') this.zoomIn(role);
    else if (key === '-' || key === '−') this.zoomOut(role);
    else if (key === '0') this.whole(role);
    else return false;
    return true;
  }

  zoomIn(role: RowRole): void {
    this.zoom(role, STEP);
  }
  zoomOut(role: RowRole): void {
    this.zoom(role, 1 / STEP);
  }
  whole(role: RowRole): void {
    this.set(role, null);
  }

  private set(role: RowRole, view: View | null): void {
    this.views = { ...this.views, [role]: view };
    this.host.viewChanged();
  }

  /** Zooms about what is pointed at where it is in the map, else about the middle. */
  private zoom(role: RowRole, factor: number): void {
    const group = this.host.maps.find(({ map }) => map.rowRole === role);
    const { scene, pointed } = this.host;
    if (!group || !scene) return;
    const { box, view, size, fit } = group.map;
    const centre = entryOf(scene, pointed);
    const [row, col] = role === 'output' ? [centre?.output, centre?.input] : [centre?.input, centre?.output];
    const place = (at: number | undefined, first: number, start: number, length: number) => {
      const pixel = at === undefined ? -1 : start + (at + 0.5 - first) * view.scale;
      return pixel >= start && pixel <= start + length ? pixel : start + length / 2;
    };
    // From the whole of a large matrix to its entries it is far: larger steps first.
    const step = view.scale < 0.5 ? factor * factor : factor;
    const x = place(col, view.col, box.x, box.w);
    const y = place(row, view.row, box.y, box.h);
    this.set(role, zoomAt(view, step, x, y, size, box, fit));
  }

  private groupAt(event: MouseEvent, surface: HTMLElement): { group: MapGroup; x: number; y: number } | null {
    const bounds = surface.getBoundingClientRect();
    const x = event.clientX - bounds.left;
    const y = event.clientY - bounds.top;
    const group = this.host.maps.find(({ map }) => contains(map.box, x, y));
    return group ? { group, x, y } : null;
  }

  private onWheel(event: WheelEvent, surface: HTMLElement): void {
    const at = this.groupAt(event, surface);
    // A plain wheel scrolls the page until the picture was chosen by a click or by Tab.
    const chosen = event.ctrlKey || event.metaKey || surface.matches(':focus');
    if (!at || !chosen) return;
    const { view, size, box, fit, rowRole } = at.group.map;
    const next = zoomAt(view, Math.exp(-event.deltaY / 240), at.x, at.y, size, box, fit);
    // Nothing is left to zoom out of: the page goes on.
    if (next.scale === view.scale && event.deltaY > 0 && !event.ctrlKey) return;
    event.preventDefault();
    this.set(rowRole, next);
  }

  private onDown(event: PointerEvent, surface: HTMLElement): void {
    const at = this.groupAt(event, surface);
    if (!at || event.button !== 0 || at.group.map.view.scale <= at.group.map.fit) return;
    this.drag = { role: at.group.map.rowRole, x: event.clientX, y: event.clientY, moved: false };
  }

  private onMove(event: PointerEvent, surface: HTMLElement): void {
    const { drag } = this;
    const group = this.host.maps.find(({ map }) => map.rowRole === drag?.role);
    if (!drag || !group || event.buttons === 0) return;
    const dx = event.clientX - drag.x;
    const dy = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    if (!drag.moved) surface.setPointerCapture(event.pointerId);
    this.drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
    const { view, size, box, fit } = group.map;
    this.set(drag.role, panBy(view, dx, dy, size, box, fit));
  }

  private onEnd(event: PointerEvent, surface: HTMLElement): void {
    if (this.drag?.moved) {
      surface.releasePointerCapture(event.pointerId);
      // The click that ends a drag chooses nothing. It comes right after, in the same task or the next.
      surface.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => surface.removeEventListener('click', swallow, { capture: true }));
    }
    this.drag = null;
  }
}

function swallow(event: Event): void {
  event.stopImmediatePropagation();
}

/** The entry that a subject is about: its own, or its output with the middle of the inputs that this takes. */
function entryOf(scene: Scene, pointed: Pointed): { readonly output: number; readonly input: number } | null {
  const output = lensOutput(scene, pointed);
  if (output === null) return null;
  if (pointed?.kind === 'entry') return pointed;
  if (pointed?.kind === 'input') return { output, input: pointed.index };
  const columns: number[] = [];
  visitRow(scene, 'output', output, column => columns.push(column));
  return { output, input: columns[columns.length >> 1] ?? 0 };
}
