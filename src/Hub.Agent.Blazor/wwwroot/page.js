// Small things that components ask of the page: what this browser keeps for them, and where the focus goes.
window.hubPage = {
  kept(key) { try { return localStorage.getItem(key); } catch { return null; } },
  keep(key, value) {
    try {
      if (value === null) { localStorage.removeItem(key); } else { localStorage.setItem(key, value); }
    } catch { /* storage is blocked: it lasts as long as the page */ }
  },
  focus(id) { document.getElementById(id)?.focus(); },
  reveal(selector) { document.querySelector(selector)?.scrollIntoView({ block: 'nearest', inline: 'center' }); },
  // A dialog moves the focus to itself a moment after it is there.
  focusWithin(selector) {
    const until = performance.now() + 1500;
    const step = () => {
      const field = document.querySelector(selector);
      if (field && !field.form?.contains(document.activeElement)) { field.focus(); }
      if (performance.now() < until) { requestAnimationFrame(step); }
    };
    requestAnimationFrame(step);
  },
};
