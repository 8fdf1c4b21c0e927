import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Lit } from '../../paint/lit.js';
import { Palette } from '../../paint/palette.js';
import { contains } from '../../paint/part.js';
import type { Brush, Hit, Layout } from '../../paint/part.js';
import { readTheme, watchTheme } from '../../paint/theme.js';
import type { Theme } from '../../paint/theme.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { EditBox, NUMBER_START } from './editBox.js';
import { samePointed, sendPointed } from './events.js';
import { pictureStyles } from './pictureStyles.js';
import { putAt } from './putAt.js';
import { walk } from './walk.js';

/**
 * What the three pictures share: a canvas for the scene and one for the subject over it, their size, theme and
 * resolution, pointing, walking by keys, and typing over a number. A picture only says where its parts lie.
 */
export abstract class ConvPicture extends LitElement {
  @property({ attribute: false }) scene: Scene | null = null;
  @property({ attribute: false }) pointed: Pointed = null;
  @state() protected width = 0;
  @state() private theme: Theme | null = null;
  @query('.picture') protected readonly surface!: HTMLElement;
  @query('canvas.base') private readonly baseCanvas!: HTMLCanvasElement;
  @query('canvas.subject') private readonly subjectCanvas!: HTMLCanvasElement;

  layout: Layout | null = null;
  private readonly edit = new EditBox(this);
  private palette: Palette | null = null;
  private hovered: Pointed = null;
  private over: Hit | null = null;
  private wasFaded = false;
  private resize: ResizeObserver | null = null;
  private unwatchTheme: (() => void) | null = null;

  static override readonly styles = [pictureStyles];

  /** Where everything lies at a width. */
  protected abstract arrange(scene: Scene, width: number, theme: Theme): Layout;
  /** The picture in words. */
  protected abstract describe(scene: Scene): string;
  /** Properties of a picture of its own that change where its parts lie. */
  protected rearranges(_changed: PropertyValues): boolean {
    return false;
  }
  /** The subject changed: true where parts must be arranged anew. */
  protected follow(_scene: Scene, _pointed: Pointed, _still: boolean): boolean {
    return false;
  }
  /** What follows the subject is painted above the base alone. */
  protected followsAbove(_scene: Scene): boolean {
    return false;
  }
  /** What the colours of weights go by. */
  protected weightColours(scene: Scene): 'index' | 'value' {
    return scene.colourBy;
  }
  /** What stands over the canvases. */
  protected overlay(_scene: Scene): TemplateResult | typeof nothing {
    return nothing;
  }
  /** A key that only this picture knows; true when it was used. */
  protected onOwnKey(_event: KeyboardEvent): boolean {
    return false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.theme = readTheme(document.body);
    this.unwatchTheme = watchTheme(() => (this.theme = readTheme(document.body)));
    this.resize = new ResizeObserver(([entry]) => (this.width = Math.floor(entry?.contentRect.width ?? 0)));
    this.resize.observe(this);
    window.addEventListener('resize', this.onResolution);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatchTheme?.();
    this.resize?.disconnect();
    window.removeEventListener('resize', this.onResolution);
  }

  /** Zooming the page, or another screen, changes how many pixels a canvas needs. */
  private readonly onResolution = () => {
    if (this.ratio === window.devicePixelRatio) return;
    this.ratio = window.devicePixelRatio;
    this.painted = null;
    this.requestUpdate();
  };
  private ratio = window.devicePixelRatio;

  override willUpdate(changed: PropertyValues): void {
    const { scene, width, theme } = this;
    if (!scene || !theme || width < 40) {
      this.layout = null;
      return;
    }
    const before = this.layout;
    const fresh = !before || ['scene', 'width', 'theme'].some(name => changed.has(name));
    if (changed.has('scene')) {
      this.edit.close();
      this.over = null;
    }
    const moved = this.follow(scene, this.pointed, this.over?.still === true);
    const rearranged = fresh || this.rearranges(changed);
    if (!rearranged && !moved) return;
    if (rearranged) this.palette = new Palette(scene, theme.dark, this.weightColours(scene));
    this.layout = this.arrange(scene, width, theme);
    // Where only moving parts have moved, the base below them stays as it is painted.
    if (!rearranged && this.followsAbove(scene) && this.painted === before) this.painted = this.layout;
  }

  override render() {
    const { scene, layout } = this;
    return html`<div
      class="picture"
      tabindex=${layout ? 0 : -1}
      role="application"
      aria-roledescription=${say('pictureWord')}
      aria-label=${scene && layout ? this.describe(scene) : ''}
      @pointermove=${this.onMove}
      @pointerleave=${this.onLeave}
      @click=${this.onClick}
      @dblclick=${this.onDoubleClick}
      @keydown=${this.onKey}
    >
      <canvas class="base" aria-hidden="true"></canvas>
      <canvas class="subject" aria-hidden="true"></canvas>
      ${layout?.parts.map(({ figure }) =>
        figure
          ? html`<div
              class="figure"
              role="img"
              aria-label=${say('figureLabel', figure.name, figure.rows, figure.cols, figure.entries)}
              data-matrix=${figure.name}
              data-rows=${figure.rows}
              data-cols=${figure.cols}
              data-entries=${figure.entries}
            ></div>`
          : nothing,
      )}
      ${scene && layout ? this.overlay(scene) : nothing} ${this.edit.render()}
    </div>`;
  }

  override updated(_changed: PropertyValues): void {
    const { layout, surface, scene, theme, palette } = this;
    surface.style.height = `${layout?.height ?? 0}px`;
    if (!layout || !scene || !theme || !palette) return;
    const figures = layout.parts.flatMap(part => part.figure ?? []);
    for (const [index, element] of this.renderRoot.querySelectorAll<HTMLElement>('.figure').entries()) {
      const figure = figures[index];
      if (figure) putAt(element, figure.box);
    }
    const pointed = this.pointed;
    const lit = pointed ? new Lit(scene, pointed) : null;
    const faded = lit !== null;
    if (this.painted !== layout || faded !== this.wasFaded) {
      const brush = this.brush(this.baseCanvas, layout, theme, palette, scene);
      if (brush) for (const part of layout.parts) part.base?.(brush, faded);
      this.painted = layout;
      this.wasFaded = faded;
    }
    const brush = this.brush(this.subjectCanvas, layout, theme, palette, scene);
    if (brush) {
      for (const part of layout.parts) {
        part.moving?.(brush, lit);
        if (lit) part.subject?.(brush, lit);
      }
    }
    this.edit.rendered();
  }
  private painted: Layout | null = null;

  /** A cleared canvas of the picture's size at the screen's resolution. */
  private brush(canvas: HTMLCanvasElement, layout: Layout, theme: Theme, palette: Palette, scene: Scene): Brush | null {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(layout.width * ratio);
    const height = Math.round(layout.height * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${layout.width}px`;
      canvas.style.height = `${layout.height}px`;
    }
    const ctx = canvas.getContext('2d');
    if (!ctx) return null;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, layout.width, layout.height);
    return { ctx, theme, palette, scene };
  }

  protected hitAt(event: MouseEvent): Hit | null {
    const bounds = this.surface.getBoundingClientRect();
    const x = event.clientX - bounds.left;
    const y = event.clientY - bounds.top;
    // What was placed last lies on top.
    for (const part of this.layout?.parts.toReversed() ?? []) {
      const hit = contains(part.box, x, y) ? part.hit?.(x, y) : null;
      if (hit) return hit;
    }
    return null;
  }

  protected readonly onMove = (event: PointerEvent) => {
    if (this.onBox(event)) return;
    this.over = this.hitAt(event);
    const pointed = this.over?.pointed ?? null;
    if (samePointed(pointed, this.hovered)) return;
    this.hovered = pointed;
    sendPointed(this, pointed, false);
  };

  private readonly onLeave = () => {
    this.over = null;
    if (!this.hovered) return;
    this.hovered = null;
    sendPointed(this, null, false);
  };

  protected readonly onClick = (event: MouseEvent) => {
    if (this.onBox(event)) return;
    this.surface.focus({ preventScroll: true });
    sendPointed(this, this.hitAt(event)?.pointed ?? null, true);
  };

  /** Buttons and boxes over the picture are their own. */
  private onBox(event: Event): boolean {
    const target = event.composedPath()[0];
    return target instanceof HTMLInputElement || (target instanceof Element && target.closest('button') !== null);
  }

  private readonly onKey = (event: KeyboardEvent) => {
    const { scene, pointed } = this;
    if (!scene || this.onBox(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.onOwnKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' || NUMBER_START.test(event.key)) {
      if (this.edit.open(pointed, event.key === 'Enter' ? null : event.key)) event.preventDefault();
      return;
    }
    const next = walk(scene, pointed, event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.over = null;
    this.hovered = null;
    sendPointed(this, next, true);
  };

  private readonly onDoubleClick = (event: MouseEvent) => {
    if (!this.onBox(event)) this.edit.open(this.hitAt(event)?.pointed ?? null, null);
  };

  focusPicture(): void {
    this.surface.focus({ preventScroll: true });
  }
}
