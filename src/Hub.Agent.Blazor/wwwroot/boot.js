// Starts the circuit and stays calm when it breaks: the page tells, tries again, and reloads itself to the same address when the
// server is back but no longer knows this console (the text in the composer is kept by composer.js).
(() => {
  const banner = document.getElementById('connection-banner');
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  let down = false;

  async function reconnect() {
    for (let wait = 300; down; wait = Math.min(wait * 1.6, 4000)) {
      await pause(wait);
      try {
        if (await Blazor.reconnect()) { return; }
        location.reload();
        return;
      } catch {
        // Not reachable yet: the loop asks again.
      }
    }
  }

  function lost() {
    if (down) { return; }
    down = true;
    banner.hidden = false;
    document.documentElement.dataset.connection = 'down';
    dispatchEvent(new CustomEvent('hub:down'));
    void reconnect();
  }

  function back() {
    down = false;
    banner.hidden = true;
    delete document.documentElement.dataset.connection;
    dispatchEvent(new CustomEvent('hub:up'));
  }

  addEventListener('offline', () => { document.documentElement.dataset.connection = 'down'; });
  addEventListener('online', () => { if (!down) { delete document.documentElement.dataset.connection; } });

  void Blazor.start({
    circuit: {
      reconnectionHandler: { onConnectionDown: lost, onConnectionUp: back },
      // A WebSocket at once: a negotiation would have to meet the same node twice, and so need sticky sessions.
      configureSignalR: (builder) => builder
        .withUrl('_blazor', { skipNegotiation: true, transport: 1 })
        .withServerTimeout(20000).withKeepAliveInterval(7000),
    },
  });
})();
