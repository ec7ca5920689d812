// The thread's scroller is laid out from the bottom (column-reverse), so that it stays at the newest entry by itself and keeps its
// place when earlier ones are put above. This asks for earlier entries and says whether somebody really looks.
export function attach(scroller, dotnet) {
  // Without a connection the call throws at once; what it would say is said again later.
  const tell = async (method, ...values) => { try { await dotnet.invokeMethodAsync(method, ...values); } catch { /* see above */ } };
  const older = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) { tell('LoadOlderAsync'); }
  }, { root: scroller, rootMargin: '600px 0px 0px 0px' });
  let watched = null;
  const watch = () => {
    const mark = scroller.querySelector('[data-older]');
    older.disconnect();
    watched = mark;
    if (mark) { older.observe(mark); }
  };
  // Observed anew after each change: a mark that stays in sight would not be told twice.
  const watcher = new MutationObserver(watch);
  watcher.observe(scroller.firstElementChild, { childList: true });
  watch();
  const seen = () => tell('SetSeenAsync', document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', seen);
  if (document.visibilityState !== 'visible') { seen(); }
  const line = scroller.querySelector('.fresh-line');
  if (line && line.offsetTop < scroller.firstElementChild.offsetHeight - scroller.clientHeight) { line.scrollIntoView({ block: 'start' }); }
  return {
    dispose() {
      older.disconnect();
      watcher.disconnect();
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
