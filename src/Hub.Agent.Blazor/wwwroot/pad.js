// Owns the text of the composer. Every keystroke is written to this browser's storage at once and to the server about once a second,
// so that neither a slow link nor a lost circuit nor a killed server costs a word. A text is sent under an id of its own: after a
// reload or a broken answer the same id is sent again, and the server answers the first message.
const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* storage is blocked: nothing was kept */ } },
};
// Where this document was opened: the caret goes back after a reload, not when somebody walks to the ticket again.
const opened = new URL(performance.getEntriesByType('navigation')[0]?.name ?? location.href).pathname;
const focused = {
  get() { try { return sessionStorage.getItem('hub.focus'); } catch { return null; } },
  set(key) { try { if (key) { sessionStorage.setItem('hub.focus', key); } else { sessionStorage.removeItem('hub.focus'); } } catch { /* blocked: the caret is not put back */ } },
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const SaveEvery = 1000;
const AnswerWithin = 15000;

export function pad(area, key, draft, link) {
  const kept = store.read(key);
  const server = draft ?? { text: '', caret: 0, revision: 0, recipients: null };
  const newer = kept && kept.revision >= server.revision ? kept : server;
  let { revision } = newer;
  let saved = server.revision;
  let attempt = kept?.attempt ?? null;
  // Chosen recipients as the server wrote them, and an address that is being typed: both live as long as the text does.
  let recipients = newer.recipients ?? null;
  let typing = kept?.typing ?? null;
  let isSaving = false;
  let ended = false;

  // Keys pressed before this script was there come after what was kept.
  const early = area.value;
  area.value = newer.text + early;
  const grow = () => { area.style.height = 'auto'; area.style.height = `${Math.min(area.scrollHeight + 2, innerHeight * 0.4)}px`; };
  const keep = () => {
    if (area.value === '' && revision === saved && !attempt && !typing) { store.drop(key); return true; }
    return store.write(key, { text: area.value, caret: area.selectionStart, revision, attempt, recipients, typing });
  };

  async function call(method, ...values) {
    let timer;
    const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error('late')), AnswerWithin); });
    try { return await Promise.race([link.invokeMethodAsync(method, ...values), late]); } finally { clearTimeout(timer); }
  }

  async function save() {
    if (isSaving || ended) { return; }
    isSaving = true;
    try {
      while (saved < revision && !ended) {
        await pause(SaveEvery);
        const at = revision;
        await call('SaveAsync', area.dataset.mode, area.value, area.selectionStart, at, recipients);
        saved = Math.max(saved, at);
        keep();
        tell();
      }
    } catch {
      // Kept in this browser; saved again when the connection is back.
      tell();
    } finally {
      isSaving = false;
    }
  }

  const tell = () => area.dispatchEvent(new CustomEvent('pad:state', { bubbles: true, detail: { isSaved: saved >= revision, isEmpty: area.value === '' } }));

  function changed() {
    revision += 1;
    if (attempt && attempt.text !== area.value) { attempt = null; }
    keep();
    grow();
    tell();
    void save();
  }

  const caret = () => { if (document.activeElement === area) { keep(); } };
  area.addEventListener('input', changed);
  area.addEventListener('focus', () => focused.set(key));
  // Who clicked into it before this script was there gets no second event.
  if (document.activeElement === area) { focused.set(key); }
  // Only when the caret went elsewhere: a field that is taken away or a page that ends loses it to nothing.
  area.addEventListener('blur', (event) => { if (event.relatedTarget && focused.get() === key) { focused.set(null); } });
  document.addEventListener('selectionchange', caret);
  requestAnimationFrame(grow);

  const self = {
    area, save, changed, grow,
    address(chosen) {
      if (recipients !== chosen) {
        recipients = chosen;
        changed();
      }
    },
    type(typed) {
      typing = typed;
      keep();
    },
    // The server must know the recipients before anything is sent to them.
    async readdress() {
      if (newer === kept && (kept.recipients ?? null) !== (server.recipients ?? null)) { await call('Restore', kept.recipients ?? ''); }
      if (typing) {
        const { field, text } = typing;
        await call('AddAsync', field, text);
        self.type(null);
      }
    },
    restore() {
      if (focused.get() === key && !area.hidden && location.pathname === opened) {
        area.focus({ preventScroll: true });
        const at = early === '' ? Math.min(newer.caret ?? area.value.length, area.value.length) : area.value.length;
        area.setSelectionRange(at, at);
      }
      if (early !== '') { area.dispatchEvent(new Event('input', { bubbles: true })); }
      if (saved < revision) { void save(); }
      // The page was lost between sending and the answer: the same id settles it either way.
      if (attempt?.isOpen && attempt.text === area.value) { void self.send(attempt.then ?? null); }
    },
    async send(then) {
      const text = area.value;
      if (attempt === null || attempt.text !== text) { attempt = { id: crypto.randomUUID(), text, then }; }
      attempt.isOpen = true;
      keep();
      for (;;) {
        try {
          const isSent = await call('SendAsync', area.dataset.mode, text, attempt.id, revision, then, recipients);
          if (isSent) {
            revision += 1;
            saved = revision;
            attempt = null;
            recipients = null;
            if (area.value === text) {
              area.value = '';
            } else if (area.value.startsWith(text)) {
              area.value = area.value.slice(text.length).trimStart();
              revision += 1;
            }
            keep();
            grow();
            tell();
            if (saved < revision) { void save(); }
          } else {
            attempt.isOpen = false;
            keep();
          }
          return isSent;
        } catch {
          await pause(1500);
          if (ended) { return false; }
        }
      }
    },
    insert(from, to, text) {
      area.setRangeText(text, from, to, 'end');
      changed();
      area.focus();
    },
    dispose() {
      ended = true;
      keep();
      document.removeEventListener('selectionchange', caret);
    },
  };
  return self;
}
