// Keeps the row under the pointer where it is while others come and go, shows how many came in above, and asks for more at the end.
export function attach(body, dotnet) {
  const pill = body.querySelector('.fresh-pill');
  let pointer = null;
  let places = new Map();
  let fresh = new Set();
  let pad = 0;

  const rows = () => [...body.querySelectorAll('.rows > li[data-id]')];
  const remember = () => { places = new Map(rows().map((row, index) => [row.dataset.id, { index, top: row.offsetTop }])); };
  const rowAt = () => {
    if (pointer === null) { return null; }
    return document.elementFromPoint(pointer.x, pointer.y)?.closest('li[data-id]') ?? null;
  };
  const firstVisible = () => rows().find((row) => row.offsetTop + row.offsetHeight > body.scrollTop) ?? null;
  let anchor = null;

  function hold() {
    anchor = body.scrollTop > 4 || pointer !== null ? (rowAt() ?? firstVisible()) : null;
  }

  function show() {
    pill.hidden = fresh.size === 0;
    if (fresh.size > 0) {
      const words = fresh.size === 1 ? body.dataset.freshOne : body.dataset.freshMany;
      pill.querySelector('span').textContent = words.replace('{0}', String(fresh.size));
    }
  }

  const watcher = new MutationObserver((changes) => {
    if (changes.every((change) => change.target === pill || pill.contains(change.target))) { return; }
    const known = places;
    const added = rows().filter((row) => !known.has(row.dataset.id));
    if (anchor?.isConnected && known.has(anchor.dataset.id)) {
      const moved = anchor.offsetTop - known.get(anchor.dataset.id).top;
      // The row itself jumped to another place: following it would carry the reader away.
      const jumped = Math.abs(moved) > 4 * anchor.offsetHeight && added.length === 0;
      if (moved !== 0 && !jumped) {
        const wanted = body.scrollTop + moved;
        const room = body.scrollHeight - pad - body.clientHeight;
        pad = Math.max(0, wanted - room);
        body.style.setProperty('--pad', `${pad}px`);
        body.scrollTop = wanted;
        for (const row of added) { if (row.offsetTop + row.offsetHeight <= body.scrollTop + 1) { fresh.add(row.dataset.id); } }
      }
    }
    for (const id of fresh) { if (!body.querySelector(`li[data-id="${id}"]`)) { fresh.delete(id); } }
    show();
    remember();
    hold();
    watchEnd();
  });

  function release() {
    pointer = null;
    if (pad > 0) {
      pad = 0;
      body.style.removeProperty('--pad');
    }
    hold();
  }

  async function loadMore() {
    try { await dotnet.invokeMethodAsync('LoadMoreAsync'); } catch { /* without a connection: asked again when the end is seen again */ }
  }

  const end = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) { void loadMore(); }
  }, { root: body, rootMargin: '400px' });
  let watched = null;
  function watchEnd() {
    const more = body.querySelector('[data-more]');
    if (more !== watched) {
      end.disconnect();
      watched = more;
      if (more) { end.observe(more); }
    }
  }

  const move = (event) => { if (event.pointerType === 'mouse') { pointer = { x: event.clientX, y: event.clientY }; hold(); } };
  const scroll = () => {
    if (body.scrollTop <= 4) { fresh.clear(); show(); }
    hold();
  };
  const keys = (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') { return; }
    const links = [...body.querySelectorAll('a.row')];
    const at = links.indexOf(document.activeElement);
    const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at >= 0 && next) {
      event.preventDefault();
      next.focus();
    }
  };
  const top = () => {
    body.scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    fresh.clear();
    show();
  };

  body.addEventListener('pointermove', move, { passive: true });
  body.addEventListener('pointerleave', release);
  body.addEventListener('scroll', scroll, { passive: true });
  body.addEventListener('keydown', keys);
  pill.addEventListener('click', top);
  watcher.observe(body, { childList: true, subtree: true });
  remember();
  watchEnd();
  return {
    dispose() {
      watcher.disconnect();
      end.disconnect();
      body.removeEventListener('pointermove', move);
      body.removeEventListener('pointerleave', release);
      body.removeEventListener('scroll', scroll);
      body.removeEventListener('keydown', keys);
    },
  };
}
