// Keys of the recipient fields. What is typed stays with the browser until the server has taken it; the text's own store keeps it
// beside the text (see composer.js), so that a lost server costs no letter of an address.
const LookAfter = 150;

export function attach(root, link) {
  let timer = 0;
  const inputOf = (target) => (target instanceof HTMLInputElement && target.dataset.recipient ? target : null);
  const listOf = (input) => document.getElementById(input.getAttribute('aria-controls'));
  const options = (input) => [...(listOf(input)?.querySelectorAll('[role=option]') ?? [])];
  const selected = (input) => options(input).find((option) => option.getAttribute('aria-selected') === 'true') ?? null;
  const keep = (input) => root.dispatchEvent(new CustomEvent('recipients:typed', { bubbles: true, detail: { field: input.dataset.recipient, text: input.value } }));
  const forget = () => root.dispatchEvent(new CustomEvent('recipients:typed', { bubbles: true, detail: null }));
  const taking = new Set();

  function choose(input, option) {
    for (const other of options(input)) { other.setAttribute('aria-selected', String(other === option)); }
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }
  const look = (input, text) => link.invokeMethodAsync('LookAsync', input.dataset.recipient, text).catch(() => { /* no suggestions without a connection */ });
  function close(input) {
    clearTimeout(timer);
    choose(input, null);
    if (options(input).length > 0) { void look(input, ''); }
  }

  async function add(input, text) {
    close(input);
    if (text.trim() === '') { return; }
    input.value = text;
    keep(input);
    input.value = '';
    try {
      await link.invokeMethodAsync('AddAsync', input.dataset.recipient, text);
      if (input.value === '') { forget(); } else { keep(input); }
    } catch {
      // Not taken: it stands in its field again.
      input.value = text + input.value;
      keep(input);
    }
  }
  function take(input, text = input.value) {
    const done = add(input, text).finally(() => taking.delete(done));
    taking.add(done);
    return done;
  }

  const isOpenQuote = (text) => (text.match(/"/g)?.length ?? 0) % 2 === 1;
  const onKey = (event) => {
    const input = inputOf(event.target);
    if (!input || event.isComposing) { return; }
    const found = options(input);
    const at = found.indexOf(selected(input));
    if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const next = event.key === 'ArrowDown' ? at + 1 : (at < 0 ? found.length : at) - 1;
      choose(input, found[(next + found.length) % found.length]);
    } else if (at >= 0 && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      void take(input, found[at].dataset.text);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      return;
    } else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey && input.value.trim() !== '')
      || ((event.key === ',' || event.key === ';') && input.value.includes('@') && !isOpenQuote(input.value))) {
      event.preventDefault();
      event.stopPropagation();
      void take(input);
    } else if (event.key === 'Backspace' && input.value === '') {
      link.invokeMethodAsync('RemoveLast', input.dataset.recipient).catch(() => { /* nothing was taken out */ });
    } else if (event.key === 'Escape' && found.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      close(input);
    }
  };
  const onInput = (event) => {
    const input = inputOf(event.target);
    if (!input) { return; }
    if (input.value === '') { forget(); } else { keep(input); }
    clearTimeout(timer);
    timer = setTimeout(() => look(input, input.value), LookAfter);
  };
  const onPaste = (event) => {
    const input = inputOf(event.target);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (input && /[,;\n\t<]/.test(text.trim())) {
      event.preventDefault();
      void take(input, input.value + text);
    }
  };
  const onLeave = (event) => {
    const input = inputOf(event.target);
    if (input) { void take(input); }
  };
  const onPress = (event) => {
    const option = event.target.closest('[role=option]');
    if (!option) { return; }
    event.preventDefault();
    const input = root.querySelector(`[aria-controls="${option.parentElement.id}"][data-recipient]`);
    void take(input, option.dataset.text);
  };
  const onClick = async (event) => {
    const place = event.target.closest('[data-boxes]');
    if (!place || event.target.closest('button')) { return; }
    const input = place.querySelector('[data-recipient]');
    const wrong = event.target.closest('[data-mark=NoAddress]');
    input.focus();
    if (wrong && input.value === '') {
      input.value = (await link.invokeMethodAsync('TakeBack', input.dataset.recipient, wrong.dataset.key).catch(() => null)) ?? '';
      if (input.value !== '') { keep(input); }
    }
  };
  // Whoever sends with an address half typed means to send to it.
  const onCommit = (event) => {
    for (const input of root.querySelectorAll('[data-recipient]')) { if (input.value.trim() !== '') { void take(input); } }
    event.detail.wait.push(...taking);
  };

  const heard = { keydown: onKey, input: onInput, paste: onPaste, focusout: onLeave, mousedown: onPress, click: onClick };
  for (const [name, hear] of Object.entries(heard)) { root.addEventListener(name, hear); }
  const composer = root.closest('[data-testid=composer]') ?? root;
  composer.addEventListener('recipients:commit', onCommit);
  return {
    // Asked for by the server a moment ago: who types in another field by now stays there.
    focus(field) { if (!inputOf(document.activeElement)) { root.querySelector(`[data-recipient=${field}]`)?.focus(); } },
    dispose() {
      clearTimeout(timer);
      composer.removeEventListener('recipients:commit', onCommit);
      for (const [name, hear] of Object.entries(heard)) { root.removeEventListener(name, hear); }
    },
  };
}
