// Runs before the first paint, so that a dark console never flashes white.
(() => {
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage is blocked: the choice lasts as long as the page */ } };
  const system = matchMedia('(prefers-color-scheme: dark)');
  let theme = read('hub.theme') ?? 'system';
  let sound = read('hub.sound') === 'on';
  let contextHidden = read('hub.context') === 'hidden';
  const isDark = () => theme === 'dark' || (theme === 'system' && system.matches);
  const apply = () => { document.documentElement.dataset.theme = isDark() ? 'dark' : 'light'; };
  const facts = () => ({
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
    theme, isDark: isDark(), hasSound: sound, isContextHidden: contextHidden,
  });
  apply();
  // A navigation inside the page brings the root element back to what the server wrote, which knows no theme.
  new MutationObserver(() => { if (!document.documentElement.dataset.theme) { apply(); } })
    .observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', () => { apply(); dispatchEvent(new CustomEvent('hub:browser')); });
  window.hubTheme = {
    facts,
    choose(next) { theme = next; write('hub.theme', next); apply(); return facts(); },
    sound(on) { sound = on; write('hub.sound', on ? 'on' : 'off'); return facts(); },
    toggleContext() {
      // On narrow screens the details are a screen of their own, not a preference.
      if (innerWidth >= 1024) { contextHidden = !contextHidden; write('hub.context', contextHidden ? 'hidden' : 'shown'); }
      return facts();
    },
    signOut() {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = '/signout';
      const token = document.createElement('input');
      token.type = 'hidden';
      token.name = '__RequestVerificationToken';
      token.value = document.querySelector('meta[name=hub-antiforgery]').content;
      form.append(token);
      document.body.append(form);
      form.submit();
    },
  };
})();
