/**
 * Keeps the place on the page across hide and show: VS Code builds the page anew, whose pictures are drawn later than it
 * opens. The page goes to the place once it is long enough, and gives up as soon as the person scrolls by themselves.
 */
export function keepScroll(app: HTMLElement, wanted: number, moved: () => void): { readonly top: number } {
  const place = { top: wanted };
  let waits = wanted > 0;
  const reach = () => {
    const { scrollHeight, clientHeight } = document.documentElement;
    if (!waits || scrollHeight - clientHeight < wanted) return;
    waits = false;
    window.scrollTo(0, wanted);
    growth.disconnect();
  };
  const growth = new ResizeObserver(reach);
  if (waits) growth.observe(app);
  const giveUp = () => {
    waits = false;
    growth.disconnect();
  };
  for (const event of ['wheel', 'keydown', 'pointerdown'] as const) {
    window.addEventListener(event, giveUp, { once: true, passive: true });
  }
  window.addEventListener(
    'scroll',
    () => {
      if (waits) return;
      place.top = window.scrollY;
      moved();
    },
    { passive: true },
  );
  return place;
}
