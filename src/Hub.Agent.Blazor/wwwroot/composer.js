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

function pad(area, key, draft, link) {
  const kept = store.read(key);
  const server = draft ?? { text: '', caret: 0, revision: 0 };
  const newer = kept && kept.revision >= server.revision ? kept : server;
  let { revision } = newer;
  let saved = server.revision;
  let attempt = kept?.attempt ?? null;
  let isSaving = false;
  let ended = false;

  // Keys pressed before this script was there come after what was kept.
  const early = area.value;
  area.value = newer.text + early;
  const grow = () => { area.style.height = 'auto'; area.style.height = `${Math.min(area.scrollHeight + 2, innerHeight * 0.4)}px`; };
  const keep = () => {
    if (area.value === '' && revision === saved && !attempt) { store.drop(key); return true; }
    return store.write(key, { text: area.value, caret: area.selectionStart, revision, attempt });
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
        await call('SaveAsync', area.dataset.mode, area.value, area.selectionStart, at);
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
  area.addEventListener('blur', () => { if (document.visibilityState === 'visible' && focused.get() === key) { focused.set(null); } });
  document.addEventListener('selectionchange', caret);
  requestAnimationFrame(grow);

  const self = {
    area, save, changed, grow,
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
          const isSent = await call('SendAsync', area.dataset.mode, text, attempt.id, revision, then);
          if (isSent) {
            revision += 1;
            saved = revision;
            attempt = null;
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

export function attach(root, link, options) {
  const pads = {};
  for (const area of root.querySelectorAll('textarea[data-mode]')) {
    const mode = area.dataset.mode;
    pads[mode] = pad(area, `hub.draft.${options.key}.${mode}`, options.drafts[mode], link);
  }
  const shown = () => (pads.note.area.hidden ? pads.public : pads.note);
  const tell = (method, ...values) => { void link.invokeMethodAsync(method, ...values).catch(() => {}); };
  let { sendsOnEnter } = options;
  let isSending = false;
  let isLooking = false;
  let typedAt = -Infinity;

  const state = root.querySelector('[data-save-state]');
  root.addEventListener('pad:state', (event) => {
    const { isSaved, isEmpty } = event.detail;
    state.textContent = isEmpty ? '' : isSaved ? state.dataset.saved : state.dataset.local;
    state.dataset.state = isSaved ? 'saved' : 'local';
  });

  async function send(then) {
    const pad = shown();
    if (isSending || (pad.area.value.trim() === '' && !root.querySelector('[data-testid="attached"] li'))) {
      pad.area.focus();
      return;
    }
    isSending = true;
    root.classList.add('sending');
    try {
      await pad.send(then ?? null);
    } finally {
      isSending = false;
      typedAt = -Infinity;
      root.classList.remove('sending');
    }
    if (!pad.area.hidden) { pad.area.focus(); }
  }

  // Canned responses: what stands between a slash at the beginning of a word and the caret.
  const typed = () => {
    const { area } = shown();
    const before = area.value.slice(0, area.selectionStart);
    const match = /(?:^|\s)\/([\p{L}\p{N}_-]{0,30})$/u.exec(before);
    return match ? { from: before.length - match[1].length - 1, to: before.length, text: match[1] } : null;
  };
  const look = () => {
    const now = typed();
    if (now || isLooking) {
      isLooking = now !== null;
      tell('Look', now?.text ?? null);
    }
  };
  const choices = () => (isLooking ? [...root.querySelectorAll('[role=option]')] : []);
  const choose = (option) => {
    for (const other of root.querySelectorAll('[role=option]')) { other.setAttribute('aria-selected', String(other === option)); }
    if (option) {
      shown().area.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      shown().area.removeAttribute('aria-activedescendant');
    }
  };
  async function pick(option) {
    const place = typed();
    isLooking = false;
    const text = await link.invokeMethodAsync('Pick', option.dataset.shortcut).catch(() => null);
    if (text !== null && place) { shown().insert(place.from, place.to, text); }
  }
  const listed = new MutationObserver(() => { if (isLooking) { choose(choices()[0] ?? null); } });
  listed.observe(root.querySelector('[role=listbox]'), { childList: true });

  root.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLTextAreaElement)) { return; }
    look();
    const now = performance.now();
    if (event.target.value === '') {
      typedAt = -Infinity;
    } else if (now - typedAt > 2000) {
      typedAt = now;
      tell('TypedAsync');
    }
  });

  root.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLTextAreaElement) || event.isComposing) { return; }
    const options = choices();
    if (options.length > 0) {
      const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        choose(options[(at + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length]);
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        void pick(options[Math.max(at, 0)]);
        return;
      }
    }
    if (isLooking && event.key === 'Escape') {
      event.preventDefault();
      isLooking = false;
      tell('Look', null);
      return;
    }
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && (isCommand || (sendsOnEnter && !event.shiftKey && !event.altKey))) {
      event.preventDefault();
      void send(null);
    }
  });

  root.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) {
      event.preventDefault();
      void pick(option);
    }
  });

  root.addEventListener('click', (event) => {
    if (event.target.closest('[data-send]')) { void send(null); }
    if (event.target.closest('[data-slash]')) {
      const { area } = shown();
      const isWord = area.selectionStart > 0 && !/\s/.test(area.value[area.selectionStart - 1]);
      shown().insert(area.selectionStart, area.selectionEnd, isWord ? ' /' : '/');
      look();
    }
  });

  async function upload(file) {
    tell('Uploading', 1);
    try {
      const answer = await fetch(`/console/files?name=${encodeURIComponent(file.name || 'image.png')}`, {
        method: 'POST',
        body: file,
        headers: {
          'Content-Type': file.type || 'application/octet-stream',
          RequestVerificationToken: document.querySelector('meta[name=hub-antiforgery]').content,
        },
      });
      if (!answer.ok) { throw new Error(String(answer.status)); }
      tell('UploadedAsync', (await answer.json()).id, null);
      shown().changed();
    } catch (fault) {
      tell('UploadedAsync', null, `${file.name} (${fault.message})`);
    }
  }
  const uploadAll = (files) => { for (const file of files) { void upload(file); } };
  root.querySelector('[data-files]').addEventListener('change', (event) => { uploadAll([...event.target.files]); event.target.value = ''; });
  root.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) { event.preventDefault(); uploadAll(files); }
  });
  const zone = root.closest('.thread-pane') ?? root;
  const over = (event) => {
    if (event.dataTransfer?.types.includes('Files')) { event.preventDefault(); root.classList.add('dropping'); }
  };
  const leave = (event) => { if (!zone.contains(event.relatedTarget)) { root.classList.remove('dropping'); } };
  const drop = (event) => {
    if (event.dataTransfer?.files.length) { event.preventDefault(); uploadAll([...event.dataTransfer.files]); }
    root.classList.remove('dropping');
  };
  zone.addEventListener('dragover', over);
  zone.addEventListener('dragleave', leave);
  zone.addEventListener('drop', drop);

  const up = () => { for (const pad of Object.values(pads)) { void pad.save(); } };
  addEventListener('hub:up', up);
  for (const pad of Object.values(pads)) { pad.restore(); }

  return {
    send,
    configure(onEnter) { sendsOnEnter = onEnter; },
    touch() { shown().changed(); },
    focus(mode) {
      requestAnimationFrame(() => {
        const { area, grow } = pads[mode];
        grow();
        area.focus();
        area.setSelectionRange(area.value.length, area.value.length);
      });
    },
    dispose() {
      for (const pad of Object.values(pads)) { pad.dispose(); }
      listed.disconnect();
      removeEventListener('hub:up', up);
      zone.removeEventListener('dragover', over);
      zone.removeEventListener('dragleave', leave);
      zone.removeEventListener('drop', drop);
    },
  };
}
