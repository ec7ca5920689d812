/** Small JSON values that outlive a reload where the browser lets them; otherwise they live as long as the frame. */
export interface Store {
  get<T>(key: string): T | undefined;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  keys(prefix: string): string[];
  /** Called with the key when another tab changed it. */
  watch(changed: (key: string) => void): void;
}

/** Reading `localStorage` itself throws where a browser blocks storage in foreign frames. */
function usableStorage(): Storage | undefined {
  try {
    const storage = window.localStorage;
    storage.setItem('hub.probe', '1');
    storage.removeItem('hub.probe');
    return storage;
  } catch {
    return undefined;
  }
}

export function openStore(inbox: string, storage: Storage | undefined = usableStorage()): Store {
  const scope = `hub.${inbox}.`;
  // Also holds what no longer fitted into the browser's quota.
  const memory = new Map<string, string>();
  return {
    get<T>(key: string): T | undefined {
      const text = memory.get(key) ?? storage?.getItem(scope + key);
      if (text === undefined || text === null) return undefined;
      try {
        return JSON.parse(text) as T;
      } catch {
        return undefined;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      try {
        if (!storage) throw new Error('no storage');
        storage.setItem(scope + key, text);
        memory.delete(key);
      } catch {
        memory.set(key, text);
      }
    },
    remove(key) {
      memory.delete(key);
      storage?.removeItem(scope + key);
    },
    keys(prefix) {
      const found = new Set([...memory.keys()].filter((key) => key.startsWith(prefix)));
      for (let i = 0; storage && i < storage.length; i++) {
        const key = storage.key(i) ?? '';
        if (key.startsWith(scope + prefix)) found.add(key.slice(scope.length));
      }
      return [...found].sort();
    },
    watch(changed) {
      if (!storage) return;
      window.addEventListener('storage', (event) => {
        if (event.storageArea === storage && event.key?.startsWith(scope)) changed(event.key.slice(scope.length));
      });
    },
  };
}
