// What surrounds the text of the composer: keys, canned responses, files. The text itself is kept by pad.js.
import { pad } from './pad.js';

export function attach(root, options, link) {
  const pads = {};
  for (const area of root.querySelectorAll('textarea[data-mode]')) {
    const mode = area.dataset.mode;
    pads[mode] = pad(area, `hub.draft.${options.key}.${mode}`, options.drafts[mode], link);
  }
  const shown = () => (pads.note.area.hidden ? pads.public : pads.note);
  // Without a connection the call throws at once; what it would say is said again later.
  const tell = async (method, ...values) => { try { await link.invokeMethodAsync(method, ...values); } catch { /* see above */ } };
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
      const wait = [];
      root.dispatchEvent(new CustomEvent('recipients:commit', { detail: { wait } }));
      await Promise.allSettled(wait);
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
  const choices = () => (isLooking ? [...root.querySelectorAll('#canned-list [role=option]')] : []);
  const choose = (option) => {
    for (const other of root.querySelectorAll('#canned-list [role=option]')) { other.setAttribute('aria-selected', String(other === option)); }
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
    let text = null;
    try { text = await link.invokeMethodAsync('Pick', option.dataset.shortcut); } catch { /* without a connection the slash stays as typed */ }
    if (text !== null && place) { shown().insert(place.from, place.to, text); }
  }
  const listed = new MutationObserver(() => { if (isLooking) { choose(choices()[0] ?? null); } });
  listed.observe(root.querySelector('#canned-list'), { childList: true });

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
    const option = event.target.closest('#canned-list [role=option]');
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

  root.addEventListener('recipients:typed', (event) => pads.public.type(event.detail));
  root.addEventListener('keydown', (event) => {
    if (event.target.matches?.('[data-recipient]') && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send(null);
    }
  });

  const up = () => { for (const pad of Object.values(pads)) { void pad.save(); } };
  addEventListener('hub:up', up);
  pads.public.readdress().catch(() => { /* kept in this browser; the next save or send brings them along */ });
  for (const pad of Object.values(pads)) { pad.restore(); }

  return {
    send,
    configure(onEnter) { sendsOnEnter = onEnter; },
    touch() { shown().changed(); },
    recipients(chosen) { pads.public.address(chosen); },
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
