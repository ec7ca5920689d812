import { commandBar } from './commands.js';

// Shortcuts of single letters while no field has the focus, the title's count, and a quiet sound.
export function attach(dotnet) {
  let unread = 0;
  let context = null;
  const isField = (element) => element instanceof HTMLElement
    && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  // Without a connection the call throws at once; what it would say is said again later.
  const tell = async (method, ...values) => {
    try {
      await dotnet.invokeMethodAsync(method, ...values);
      return true;
    } catch {
      return false;
    }
  };
  const commands = commandBar(() => tell('OpenCommands'));
  const letters = new Set(['j', 'k', 'u', 'r', 'n', 't', 'e', 'i', 'm', 's', 'w', 'x', '?']);

  function search() {
    const box = document.querySelector('[data-search]');
    box?.focus();
    box?.select();
  }

  const keys = (event) => {
    if (commands.takes(event)) { return; }
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      void commands.open();
      return;
    }
    if (event.key === 'Escape' && isField(event.target) && !event.defaultPrevented) {
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || document.querySelector('.mud-dialog, .mud-popover-open .mud-list')) {
      if (event.key !== '?' || isField(event.target)) { return; }
    }
    const key = event.key.toLowerCase();
    if (key === '/') {
      event.preventDefault();
      search();
    } else if (key === 'a') {
      const field = document.getElementById('field-assignee');
      if (field) {
        event.preventDefault();
        field.focus();
        field.showPicker?.();
      }
    } else if (letters.has(key)) {
      event.preventDefault();
      void tell('Press', key);
    }
  };

  const looks = () => { void tell('Browse', window.hubTheme.facts()); };

  function chime() {
    context ??= new AudioContext();
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.06, context.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.35);
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.36);
  }

  addEventListener('keydown', keys);
  addEventListener('hub:browser', looks);
  return {
    tell(count, hasSound, language) {
      document.title = count > 0 ? `(${count}) Hub` : 'Hub';
      document.documentElement.lang = language;
      if (hasSound && count > unread && document.visibilityState !== 'visible') { chime(); }
      unread = count;
    },
    back() { commands.back(); },
    dispose() {
      commands.dispose();
      removeEventListener('keydown', keys);
      removeEventListener('hub:browser', looks);
    },
  };
}
